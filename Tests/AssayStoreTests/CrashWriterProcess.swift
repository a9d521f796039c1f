// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The program that writes until it is killed.
final class CrashWriterProcess: Sendable {
  private let process: Process
  private let ended: AsyncStream<Void>

  /// The folder that the test runner was built into; the program lies beside it.
  private static let program: URL = {
    let bundle = Bundle.main.bundleURL
    let folders = [
      bundle, bundle.deletingLastPathComponent(),
      Bundle.main.executableURL?.deletingLastPathComponent(),
    ]
    let programs = folders.compactMap { $0?.appending(path: "CrashWriter") }
    return programs.first { FileManager.default.isExecutableFile(atPath: $0.path()) }
      ?? bundle.appending(path: "CrashWriter")
  }()

  /// Starts it; what it says is added to the log.
  init(store: URL, count: Int, log: URL) throws {
    if !FileManager.default.fileExists(atPath: log.path()) { try Data().write(to: log) }
    let handle = try FileHandle(forWritingTo: log)
    try handle.seekToEnd()
    process = Process()
    process.executableURL = Self.program
    process.arguments = [store.path(), "\(count)"]
    process.standardOutput = handle
    process.standardInput = FileHandle.nullDevice
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    ended = stream
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
  }

  /// Kills it without warning; false where it had ended by itself.
  func kill(after delay: Duration) async throws -> Bool {
    try await Task.sleep(for: delay)
    Foundation.kill(process.processIdentifier, SIGKILL)
    _ = await status()
    return process.terminationReason == .uncaughtSignal
  }

  /// Its exit status, once it has ended.
  func status() async -> Int32 {
    for await _ in ended {}
    return process.terminationStatus
  }
}
