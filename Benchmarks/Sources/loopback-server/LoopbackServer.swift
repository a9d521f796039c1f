// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// An OpenAI-shaped server on loopback that answers every chat alike after a given time.
///
/// It is a process of its own, so that its work is nobody's CPU time but its own, and it serves
/// every client that is measured. `loopback-server` takes a free port, prints it and runs until
/// its standard input ends. The latency in milliseconds is the first part of the path:
/// `http://127.0.0.1:PORT/10/v1` answers after 10 ms.
@main
struct LoopbackServer {
  static func main() async throws {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup(numberOfThreads: 1))
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ChatHandler())
        }
      }
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .bind(host: "127.0.0.1", port: 0).get()
    print(channel.localAddress?.port ?? 0)
    fflush(nil)
    // Whoever started it holds the other end, and takes it down by ending.
    while readLine() != nil {}
    try await channel.close()
  }
}
