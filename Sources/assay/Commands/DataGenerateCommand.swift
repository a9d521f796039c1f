// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayData
import Foundation

/// `assay data generate`: examples of the synthetic world as a file.
struct DataGenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write examples of the digit-chains world (docs/digit-chains.md).",
    discussion: """
      Every problem belongs to the training or the held-out half by what it asks, under every seed.

      Example:
        assay data generate --groups 500 --seed 7 --out held-out.jsonl
      """)

  @Option(help: ArgumentHelp("How many problems; each gives one example a format.", valueName: "n"))
  var groups = 1000

  @Option(help: "Everything random follows from it.")
  var seed: UInt64 = 0

  @Flag(help: "Problems of the training half instead of held-out ones.")
  var training = false

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var out: String

  @OptionGroup var output: OutputOptions

  func run() async throws {
    let world = DigitChains(
      DigitChains.Settings(seed: seed, split: training ? .train : .heldOut))
    let examples = try world.examples(groups: groups, tasks: DigitChainTask.allCases)
    try ExampleFile(URL(filePath: out)).write(examples)
    try output.print(
      "data generate", Written(file: out, groups: groups, examples: examples.count),
      text: "\(examples.count) examples of \(groups) problems written to \(out)")
  }

  private struct Written: Encodable {
    var file: String
    var groups: Int
    var examples: Int
  }
}
