// SPDX-License-Identifier: Apache-2.0

/// The prompt styles that come with Assay, by name.
public enum PromptStyles {
  /// Every style, in the order in which they are listed.
  public static let all: [any PromptStyle] = [
    R3Style(), FareStyle(), FlameStyle(), CompactStyle(),
  ]

  /// One line about each style, for lists.
  public static func summary(of style: any PromptStyle) -> String {
    switch style.name {
    case "r3": "R3's templates to the letter; answers in JSON with an explanation and a score"
    case "fare": "FARE's blocks in our words; answers with Explanation: and then Verdict:"
    case "flame": "FLAMe's labelled blocks; the answer first, then an explanation"
    case "compact": "a frame of a few dozen characters, for very small models"
    default: ""
    }
  }

  /// The style of the name.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument` that lists the names there are.
  public static func named(_ name: String) throws -> any PromptStyle {
    guard let style = all.first(where: { $0.name == name }) else {
      throw AssayError(
        .invalidArgument, "There is no prompt style '\(name)'.",
        advice: "Choose one of: \(all.map(\.name).joined(separator: ", ")).")
    }
    return style
  }
}
