// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The built program, run as a person runs it.
struct CommandLineProgram {
  var status: Int32
  var output: String
  var errors: String

  /// The folder that the test runner was built into; the program lies beside it.
  private static let folder: URL = {
    let bundle = Bundle.main.bundleURL
    let candidates = [
      bundle, bundle.deletingLastPathComponent(),
      Bundle.main.executableURL?.deletingLastPathComponent(),
    ]
    return candidates.compactMap { $0 }.first {
      FileManager.default.isExecutableFile(atPath: $0.appending(path: "assay").path())
    } ?? bundle
  }()

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - environment: Added to the test's own.
  ///   - fileSizeLimit: The largest file that it may write, in the blocks of `ulimit -f`; beyond
  ///     it writing fails as on a full disk.
  @concurrent
  static func run(
    _ arguments: [String], in workingFolder: URL? = nil, environment: [String: String] = [:],
    fileSizeLimit: Int? = nil
  ) async throws -> CommandLineProgram {
    let process = Process()
    let program = folder.appending(path: "assay")
    process.executableURL = program
    process.arguments = arguments
    if let fileSizeLimit {
      process.executableURL = URL(filePath: "/bin/sh")
      let script = "trap '' XFSZ; ulimit -f \(fileSizeLimit); exec \"$0\" \"$@\""
      process.arguments = ["-c", script, program.path()] + arguments
    }
    if let workingFolder { process.currentDirectoryURL = workingFolder }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files and not pipes: a long output never blocks the program.
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "assay-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = try ["out", "err"].map { name in
      let file = scratch.appending(path: name)
      try Data().write(to: file)
      return (file, try FileHandle(forWritingTo: file))
    }
    process.standardOutput = files[0].1
    process.standardError = files[1].1
    try await end(of: process) {}
    return CommandLineProgram(
      status: process.terminationStatus,
      output: try String(contentsOf: files[0].0, encoding: .utf8),
      errors: try String(contentsOf: files[1].0, encoding: .utf8))
  }

  /// Runs the program, whose output is dropped, and the body beside it; waits for its end.
  ///
  /// - Returns: The exit status, or the signal's number and 128 where a signal ended it.
  @concurrent
  static func status(
    _ arguments: [String], environment: [String: String] = [:],
    while body: @Sendable (Process) async throws -> Void
  ) async throws -> Int32 {
    let process = Process()
    process.executableURL = folder.appending(path: "assay")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try await end(of: process) { try await body(process) }
    return process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
  }

  /// Starts the process and waits for its end without holding a thread.
  private static func end(
    of process: Process, while body: () async throws -> Void
  ) async throws {
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in end.finish() }
    try process.run()
    try await body()
    for await _ in ends {}
  }

  /// The `result` of a `--json` output.
  func result() throws -> [String: Any] {
    let envelope = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return envelope?["result"] as? [String: Any] ?? [:]
  }
}
