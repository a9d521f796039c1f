// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayData
import Foundation

/// `assay data validate`: everything that is wrong with a data set.
struct DataValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Read a whole data set and say what is wrong with it, and where.",
    discussion: """
      The data is streamed. Nothing ends the reading: after a row that cannot be read comes the \
      next one. Counted, with the first places, are files and rows that cannot be read, missing \
      fields, labels outside the map, examples that do not fit their format, identifiers that \
      came before, missing questions, and parts without any example; and, as remarks, empty and equal responses and missing \
      labels.

      Exit status: 0 where nothing is wrong, 65 where something is.

      Examples:
        assay data validate evouna DATA/evouna
        assay data validate ultrafeedback flan.jsonl --json
        assay data validate jsonl examples.jsonl --samples 20
      """)

  @Argument(help: "The data set's name (see `assay data list`); 'jsonl' for a file of examples.")
  var source: String

  @Argument(
    help: "The file or folder; left out, where `assay data list` finds the data set.")
  var path: String?

  @Option(help: "A part of the data set; may be given several times.")
  var part: [String] = []

  @Option(help: ArgumentHelp("Read at most this many examples of each part.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("Show this many places of each finding.", valueName: "n"))
  var samples = 3

  @OptionGroup var output: OutputOptions

  func run() async throws {
    if let limit, limit < 1 {
      throw AssayError(.invalidArgument, "--limit must be at least 1.")
    }
    let known = try DataSources.named(source)
    let validation = try DataValidation(
      of: known, at: try location(of: known), options: DataOptions(parts: part), samples: samples,
      limit: limit ?? .max)
    try output.print(
      "data validate", Shown(isSound: validation.isSound, validation: validation),
      text: ValidationText(validation).text)
    if !validation.isSound { ExitStatus.badData.leave() }
  }

  /// The validation's fields, and whether nothing is wrong beside them.
  private struct Shown: Encodable {
    var isSound: Bool
    var validation: DataValidation

    private enum CodingKeys: String, CodingKey { case isSound = "is_sound" }

    func encode(to encoder: any Encoder) throws {
      try validation.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(isSound, forKey: .isSound)
    }
  }

  private func location(of known: any DataSource) throws -> URL {
    if let path { return URL(filePath: path) }
    if let folder = DataFolders.location.find(known) { return folder }
    throw AssayError(
      .fileUnreadable, "The data set '\(known.name)' is not here.",
      advice: known.card.isOnHub
        ? "Fetch it with `assay data pull \(known.name)`, or name its file or folder."
        : "Name its file or folder.")
  }
}
