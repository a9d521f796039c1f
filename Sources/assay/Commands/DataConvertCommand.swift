// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayData
import Foundation

/// `assay data convert`: any known data set as one file of examples.
struct DataConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write any known data set as examples in JSONL (docs/formats.md).",
    discussion: """
      The file appears only once it is whole; equal input gives equal bytes.

      Example:
        assay data convert --data DATA/evouna --part NQ --out nq.jsonl
      """)

  @OptionGroup var input: DataInput
  @OptionGroup var output: OutputOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var out: String

  func run() async throws {
    let file = URL(filePath: out)
    let stream = try input.stream()
    guard try !stream.prefix(1).collect().isEmpty else { throw input.emptiness }
    let count = try ExampleFile(file).write(stream)
    try output.print(
      "data convert", Written(file: out, examples: count),
      text: "\(count) examples written to \(out)")
  }

  private struct Written: Encodable {
    var file: String
    var examples: Int
  }
}
