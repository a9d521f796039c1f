// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// Assay's own example files (`docs/formats.md`), one example a line.
///
/// - Source: whoever made the file; its rows say where they come from.
/// - Licence, labels and ties: as in the sources that went into it.
/// - Parts: none; the path is the file itself, of any name.
public struct JSONLines: DataSource {
  public let card = DataCard(
    name: "jsonl",
    summary: "A file of examples in Assay's own format, one JSON object a line.",
    homepage: "docs/formats.md",
    licence: "that of its rows",
    isEvaluationOnly: false,
    parts: [])

  public init() {}

  public func examples(at path: URL, options: DataOptions) throws -> ExampleStream {
    guard options.parts.isEmpty else {
      throw AssayError(
        .invalidArgument, "An example file has no parts.",
        advice: "Leave the part out.", location: SourceLocation(file: path.path()))
    }
    // Opening it here tells of a missing file at once, and not at the first example.
    _ = try ByteReader(path)
    return ExampleFile(path, limits: options.limits).examples()
  }
}
