// SPDX-License-Identifier: Apache-2.0
import AssayHubServer
import Foundation

/// Serves the sample repositories as a hub on loopback until its input ends, and prints its
/// address: for comparing with other programs by hand (`Scripts/hub-test.sh`).
@main
enum HubLoopback {
  static func main() async throws {
    let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 0
    let server = try await HubServer.start(SampleRepositories.all, port: port)
    FileHandle.standardOutput.write(Data((server.address + "\n").utf8))
    while !FileHandle.standardInput.availableData.isEmpty {}
    try await server.stop()
  }
}
