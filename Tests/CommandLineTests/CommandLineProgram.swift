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
  /// - Parameter environment: Added to the test's own.
  @concurrent
  static func run(
    _ arguments: [String], in workingFolder: URL? = nil, environment: [String: String] = [:]
  ) async throws -> CommandLineProgram {
    let process = Process()
    process.executableURL = folder.appending(path: "assay")
    process.arguments = arguments
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
    try process.run()
    process.waitUntilExit()
    return CommandLineProgram(
      status: process.terminationStatus,
      output: try String(contentsOf: files[0].0, encoding: .utf8),
      errors: try String(contentsOf: files[1].0, encoding: .utf8))
  }

  /// The `result` of a `--json` output.
  func result() throws -> [String: Any] {
    let envelope = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return envelope?["result"] as? [String: Any] ?? [:]
  }
}
