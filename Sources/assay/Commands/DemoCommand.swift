// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayTensor
import Foundation

/// `assay demo`: the whole loop on embedded defaults.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Show the whole loop on embedded defaults, in about three minutes.",
    discussion: """
      1. Judges held-out problems in five formats with the embedded evaluator, pairs in both \
      orders.
      2. Runs one round of rejection sampling from a weaker checkpoint, and measures what it \
      gained.
      3. Scores a recorded judge on JudgeBench, where that data is there (ASSAY_DATA).
      4. Writes one HTML report of it all.
      """)

  @Option(help: "Held-out problems that each judge is measured on.")
  var groups = 200

  @Option(help: "Examples that the round of rejection sampling samples.")
  var examples = 3500

  @Option(
    help: "Threads of the tensor library; models this small gain little from more than one.")
  var threads = 1

  @Option(help: "Every random choice follows from it.")
  var seed: UInt64 = 7

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder of the report and of what leads to it.", valueName: "folder"))
  var out = "assay-report"

  @Flag(help: "Open the report in the browser.")
  var open = false

  @OptionGroup var output: OutputOptions

  func run() async throws {
    guard groups >= 2, examples >= 50 else {
      throw AssayError(
        .invalidArgument, "--groups must be at least 2 and --examples at least 50.")
    }
    try TensorLibrary.load()
    try TensorRuntime.setThreads(threads)
    let demo = Demo(
      groups: groups, examples: examples, seed: seed,
      folder: URL(filePath: out, directoryHint: .isDirectory), output: output)
    let outcome = try await demo.run()
    try output.print("demo", outcome, text: outcome.text)
    if open { try Self.open(URL(filePath: outcome.report)) }
  }

  private static func open(_ page: URL) throws {
    #if os(macOS)
      let program = "/usr/bin/open"
    #else
      let program = "/usr/bin/xdg-open"
    #endif
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw AssayError(
        .invalidArgument, "There is no \(program) to open the report with.",
        advice: "Open \(page.path()) in a browser.")
    }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [page.path(percentEncoded: false)]
    try process.run()
  }
}
