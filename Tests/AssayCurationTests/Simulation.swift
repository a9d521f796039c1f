// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayJudging
import Foundation
import Synchronization

/// A style whose prompt is nothing and whose answer is the judgment's description, in any case.
struct PlainStyle: PromptStyle {
  let name = "plain"

  func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    [.user(example.responses.joined(separator: "\n"))]
  }

  func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    judgment.description
  }

  func verdict(from completion: Completion, for example: Example, form: PromptForm) -> Verdict {
    let text = completion.text.lowercased()
    let answers: [Judgment] =
      switch example.format {
      case .pairwise: [.preference(.first), .preference(.second)]
      case .pointwise: (1...5).map { .score($0) }
      default: [.boolean(true), .boolean(false)]
      }
    return answers.first { $0.description == text }.map(Verdict.judged)
      ?? .unscored(.unparsed)
  }
}

/// A model that answers by a rule and counts what it is asked.
final class RuleModel: ChatModel {
  let identity = ModelIdentity(name: "rule", fingerprint: "0")
  private let count = Mutex(0)
  private let rule: @Sendable (CompletionRequest) -> Result<Completion, AssayError>

  init(_ rule: @escaping @Sendable (CompletionRequest) -> Result<Completion, AssayError>) {
    self.rule = rule
  }

  convenience init(text rule: @escaping @Sendable (CompletionRequest) -> String) {
    self.init { .success(Completion(text: rule($0))) }
  }

  /// How many requests came.
  var requests: Int { count.withLock { $0 } }

  func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    count.withLock { $0 += requests.count }
    return requests.map(rule)
  }

  /// A judge of plain style with this model.
  var judge: Judge {
    Judge(
      style: PlainStyle(), model: self, batching: Judge.Batching(maximumBatch: 64))
  }
}

/// The failure of a model that does not answer.
let silence = AssayError(.modelFailed, "The endpoint did not answer.", advice: "Try again.")

/// R3's 20,000 examples by their numbers: labels as in table 7, a teacher that is right on 13,772,
/// and a small model that solves 9,823 of those in every one of five samples.
struct SimulatedWorld {
  static let total = 20_000
  static let agreed = 13_772
  static let hard = 3_949

  var examples: [Example] = []
  /// The teacher's answer to each example, `nil` where it never comes.
  var teacher: [String: String?] = [:]
  /// In how many of five samples the small model is right.
  var passes: [String: Int] = [:]

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: "simulation")
    let labels: [(JudgmentFormat, Judgment, Double)] = [
      (.binary, .boolean(true), 0.024), (.binary, .boolean(false), 0.026),
      (.pairwise(ties: false), .preference(.first), 0.340),
      (.pairwise(ties: false), .preference(.second), 0.335),
      (.pointwise(.oneToFive), .score(1), 0.047), (.pointwise(.oneToFive), .score(2), 0.055),
      (.pointwise(.oneToFive), .score(3), 0.058), (.pointwise(.oneToFive), .score(4), 0.062),
      (.pointwise(.oneToFive), .score(5), 0.053),
    ]
    for (format, gold, share) in labels {
      for _ in 0..<Int((share * Double(Self.total)).rounded()) {
        let id = "e\(examples.count)"
        let responses = format.isPairwise ? ["\(id) one", "\(id) two"] : ["\(id) one"]
        examples.append(
          Example(
            id: id, format: format, input: "question \(id)", responses: responses, gold: gold,
            source: "s\(examples.count % 7)", group: id))
      }
    }
    examples = generator.shuffled(examples)
    let order = generator.shuffled(examples.indices)
    for (rank, place) in order.enumerated() {
      let example = examples[place]
      let name = "\(example.source)/\(example.id)"
      let gold = example.gold?.description ?? ""
      // Case varies as models vary it: a comparison of texts would lose right answers.
      let right = rank % 3 == 0 ? gold.uppercased() : rank % 3 == 1 ? gold.capitalized : gold
      if rank < Self.agreed {
        teacher[name] = right
        passes[name] = rank < Self.hard ? generator.below(5) : 5
      } else if rank < Self.total - 400 {
        teacher[name] = Self.wrong(gold)
      } else {
        teacher[name] = rank % 2 == 0 ? .some(nil) : "I cannot tell"
      }
    }
  }

  private static func wrong(_ gold: String) -> String {
    switch gold {
    case "first": "second"
    case "second": "first"
    case "true": "false"
    case "false": "true"
    case "1": "4"
    default: "1"
    }
  }

  var teacherModel: RuleModel {
    let teacher = teacher
    return RuleModel { request in
      guard case .some(.some(let text)) = teacher[request.key.example] else {
        return .failure(silence)
      }
      return .success(Completion(text: text, reasoning: "thoughts"))
    }
  }

  var smallModel: RuleModel {
    let answers = Dictionary(
      uniqueKeysWithValues: examples.map { ("\($0.source)/\($0.id)", $0.gold?.description ?? "") })
    let passes = passes
    return RuleModel { request in
      let gold = answers[request.key.example] ?? ""
      let isRight = request.key.sample < passes[request.key.example] ?? 0
      return .success(Completion(text: isRight ? gold : Self.wrong(gold)))
    }
  }
}
