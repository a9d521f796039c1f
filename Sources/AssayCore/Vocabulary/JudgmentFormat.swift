// SPDX-License-Identifier: Apache-2.0

/// The kind of judgment that is asked for, with its closed set of answers.
public enum JudgmentFormat: Sendable, Hashable {
  /// A score on a scale for one response (R3's point-wise, FARE's single rating).
  case pointwise(ScoreScale)
  /// Which of two responses is better.
  case pairwise(ties: Bool)
  /// Whether one response is right, as true or false (R3's binary).
  case binary
  /// Whether one response is correct, with or without a reference answer (FARE).
  case verification(reference: Bool)
  /// The 0-based index of the first wrong step, or none (FARE's step-level task).
  case stepwise
  /// One label of a closed list.
  case classification(labels: [String])
  /// An order of `count` responses, best first.
  case ranking(count: Int)
}

extension JudgmentFormat {
  /// The name used in files, tables and options.
  public var name: String {
    switch self {
    case .pointwise: "pointwise"
    case .pairwise: "pairwise"
    case .binary: "binary"
    case .verification(reference: true): "verification-reference"
    case .verification(reference: false): "verification"
    case .stepwise: "stepwise"
    case .classification: "classification"
    case .ranking: "ranking"
    }
  }

  /// Whether the answer depends on the order in which responses are shown.
  public var isPairwise: Bool {
    if case .pairwise = self { true } else { false }
  }
}

/// A scale of whole-number scores, both ends included.
public struct ScoreScale: Sendable, Hashable, Codable {
  /// The lowest score.
  public var lowest: Int
  /// The highest score.
  public var highest: Int

  public init(lowest: Int, highest: Int) {
    self.lowest = lowest
    self.highest = highest
  }

  /// The scale of R3, FARE and Prometheus: 1 to 5.
  public static let oneToFive = ScoreScale(lowest: 1, highest: 5)

  /// Whether the score lies on the scale.
  public func contains(_ score: Int) -> Bool { score >= lowest && score <= highest }
}

extension JudgmentFormat: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, lowest, highest, ties, labels, count
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(String.self, forKey: .kind)
    switch kind {
    case "pointwise":
      self = .pointwise(
        ScoreScale(
          lowest: try container.decodeIfPresent(Int.self, forKey: .lowest) ?? 1,
          highest: try container.decodeIfPresent(Int.self, forKey: .highest) ?? 5))
    case "pairwise":
      self = .pairwise(ties: try container.decodeIfPresent(Bool.self, forKey: .ties) ?? false)
    case "binary": self = .binary
    case "verification": self = .verification(reference: false)
    case "verification-reference": self = .verification(reference: true)
    case "stepwise": self = .stepwise
    case "classification":
      self = .classification(labels: try container.decode([String].self, forKey: .labels))
    case "ranking": self = .ranking(count: try container.decode(Int.self, forKey: .count))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "unknown judgment format '\(kind)'")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .kind)
    switch self {
    case .pointwise(let scale):
      try container.encode(scale.lowest, forKey: .lowest)
      try container.encode(scale.highest, forKey: .highest)
    case .pairwise(let ties): try container.encode(ties, forKey: .ties)
    case .classification(let labels): try container.encode(labels, forKey: .labels)
    case .ranking(let count): try container.encode(count, forKey: .count)
    case .binary, .verification, .stepwise: break
    }
  }
}
