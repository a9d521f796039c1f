// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What a set is made of at one point of its way: sources, labels and lengths.
///
/// Memory grows with the number of sources and labels only.
public struct Composition: Sendable, Hashable, Codable {
  /// How many examples there are.
  public private(set) var count = 0
  /// Examples by source.
  public private(set) var sources: [String: Int] = [:]
  /// Examples by format and right judgment, such as `pairwise: first`; no judgment is `none`.
  public private(set) var labels: [String: Int] = [:]
  /// Words of instructions, inputs and references together, over all examples.
  public private(set) var questionWords = 0
  /// Words of the responses, over all examples.
  public private(set) var responseWords = 0
  /// How many responses there are.
  public private(set) var responses = 0

  public init() {}

  /// The lengths of one example, counted once and added at every point that it reaches.
  public struct Lengths: Sendable, Hashable {
    var questionWords: Int
    var responseWords: Int

    public init(_ example: Example) {
      questionWords =
        WordCount.of(example.instruction) + WordCount.of(example.input)
        + WordCount.of(example.reference ?? "")
      responseWords = example.responses.reduce(0) { $0 + WordCount.of($1) }
    }
  }

  /// Adds an example.
  public mutating func add(_ example: Example, lengths: Lengths? = nil) {
    let lengths = lengths ?? Lengths(example)
    count += 1
    sources[example.source, default: 0] += 1
    labels["\(example.format.name): \(example.gold?.description ?? "none")", default: 0] += 1
    questionWords += lengths.questionWords
    responseWords += lengths.responseWords
    responses += example.responses.count
  }

  /// The share of the source in the set, from 0 to 1.
  public func share(ofSource source: String) -> Double {
    count > 0 ? Double(sources[source] ?? 0) / Double(count) : 0
  }

  /// The share of the label in the set, from 0 to 1.
  public func share(ofLabel label: String) -> Double {
    count > 0 ? Double(labels[label] ?? 0) / Double(count) : 0
  }

  private enum CodingKeys: String, CodingKey {
    case count, sources, labels, questionWords = "question_words"
    case responseWords = "response_words", responses
  }
}
