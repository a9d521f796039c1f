// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation

/// The contract of a recorded scalar reward model: two scores and the decision made from them.
///
/// A completion is a JSON object such as `{"decision":"B>A","scores":[5.625,14.625]}`. Ours reads
/// the scores, and equal scores are a tie; the official reading takes the stored decision, which
/// for equal scores is `B>A`. A verdict's probabilities are those of the Bradley-Terry model, by
/// which such models are trained: the logistic function of the scores' difference.
public struct ScalarRewardStyle: PromptStyle, OfficialReader {
  public let name = "scalar-reward"

  public init() {}

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let example = example.guarded(by: Self.guarding)
    let (first, second) = try PairText.responses(of: example, style: name)
    return [
      .user(PairText.question(of: example)), .assistant(first), .assistant(second),
    ]
  }

  private static let guarding = TextGuard([.key("scores"), .key("decision")])

  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    let scores: [JSONValue] =
      switch try PairText.preference(judgment, style: name) {
      case .first: [1.0, 0.0]
      case .second: [0.0, 1.0]
      case .tie: [0.5, 0.5]
      }
    return JSONValue.object(["scores": .array(scores)]).jsonText
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    guard let value = try? JSONParser.parse(completion.text) else {
      return .unscored(.unparsed)
    }
    guard let scores = value["scores"]?.arrayValue else {
      return Verdict(JudgeBenchDecision.outcome(value["decision"]?.stringValue))
    }
    let numbers = scores.compactMap(\.doubleValue)
    guard numbers.count == 2, scores.count == 2 else { return .unscored(.unparsed) }
    if numbers[0] == numbers[1] { return .judged(.preference(.tie)) }
    let first = 1 / (1 + exp(numbers[1] - numbers[0]))
    return Verdict(
      .judged(.preference(numbers[0] > numbers[1] ? .first : .second)),
      labelProbabilities: [
        Preference.first.rawValue: first, Preference.second.rawValue: 1 - first,
      ])
  }

  public func officialOutcome(
    of completion: Completion, for shown: Example
  ) -> Verdict.Outcome {
    guard let value = try? JSONParser.parse(completion.text) else { return .unscored(.unparsed) }
    return JudgeBenchDecision.outcome(value["decision"]?.stringValue)
  }
}

/// JudgeBench's decisions as outcomes, in the positions that the judge saw.
enum JudgeBenchDecision {
  static func outcome(_ decision: String?) -> Verdict.Outcome {
    switch decision {
    case "A>B": .judged(.preference(.first))
    case "B>A": .judged(.preference(.second))
    case "A=B": .judged(.preference(.tie))
    case .some(let other): .unscored(.badLabel(other))
    case nil: .unscored(.unparsed)
    }
  }
}
