// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData

/// What the examples of one stage are: how many of which source, how long, with which labels.
///
/// Memory grows with the number of sources and labels only.
public struct StageTally: Sendable, Hashable {
  /// How many examples there are.
  public private(set) var examples = 0
  /// Examples by source.
  public private(set) var sources: [String: Int] = [:]
  /// Examples by format, and within it by right judgment.
  public private(set) var labels: [String: [String: Int]] = [:]
  private var promptWords = 0
  private var responseWords = 0
  private var responses = 0

  public init() {}

  /// Reads a stage's examples to their end.
  public init(_ examples: ExampleStream) throws {
    try examples.forEach { add($0) }
  }

  /// Counts one example.
  public mutating func add(_ example: Example) {
    examples += 1
    sources[example.source, default: 0] += 1
    let label = example.gold.map(Self.label) ?? "none"
    labels[example.format.name, default: [:]][label, default: 0] += 1
    promptWords += Self.words(example.instruction) + Self.words(example.input)
    for response in example.responses {
      responseWords += Self.words(response)
      responses += 1
    }
  }

  /// The mean number of words of instruction and input together; R3's Table 6.
  public var meanPromptWords: Double {
    examples == 0 ? 0 : Double(promptWords) / Double(examples)
  }

  /// The mean number of words of a response.
  public var meanResponseWords: Double {
    responses == 0 ? 0 : Double(responseWords) / Double(responses)
  }

  /// Steps and orders have too many labels for a table: only whether there is an error is told.
  private static func label(_ gold: Judgment) -> String {
    switch gold {
    case .firstError(let step): step == nil ? "no error" : "an error"
    case .ranking: "an order"
    default: gold.description
    }
  }

  private static func words(_ text: String) -> Int {
    text.split(whereSeparator: \.isWhitespace).count
  }
}
