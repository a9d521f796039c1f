// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayData
import Foundation

/// Which examples a command reads.
struct DataInput: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file or folder of examples, or 'digit-chains' for the synthetic world.",
      discussion: "Known data sets are recognised by the names of their files; a file of another "
        + "name is read as examples in JSONL (docs/formats.md).",
      valueName: "path"))
  var data: String

  @Option(help: "The data set's name, where its files do not tell (see `assay list data`).")
  var source: String?

  @Option(help: "A part of the data set; may be given several times.")
  var part: [String] = []

  @Option(help: ArgumentHelp("Read at most this many examples.", valueName: "n"))
  var limit: Int?

  /// The examples, read as they are asked for.
  ///
  /// - Throws: What is wrong with the path or the options.
  func stream() throws -> ExampleStream {
    if let limit, limit < 1 {
      throw AssayError(.invalidArgument, "--limit must be at least 1.")
    }
    let stream = try whole()
    return limit.map { stream.prefix($0) } ?? stream
  }

  /// The error for data without a single example.
  var emptiness: AssayError {
    AssayError(
      .malformedFile, "There is no example in the data.",
      advice: "Check that the file is the one that was meant, and was fetched whole.",
      location: SourceLocation(file: data))
  }

  /// The words that name the data in reports.
  var name: String { URL(filePath: data).lastPathComponent }

  private func whole() throws -> ExampleStream {
    if data == DigitChains.source {
      // Held-out problems, so that nothing a model was trained on is judged by accident.
      let world = DigitChains(DigitChains.Settings(split: .heldOut, examples: limit ?? 1000))
      return ExampleStream(Array(world.prefix(world.settings.examples)))
    }
    let url = URL(filePath: data)
    let known = try source.map(DataSources.named) ?? DataSources.recognized(at: url)
    return try known.examples(at: url, options: DataOptions(parts: part))
  }
}
