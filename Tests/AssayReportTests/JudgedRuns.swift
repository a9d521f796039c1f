// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging

/// Judges on pairs, made up, but measured by the code that measures real ones.
enum JudgedRuns {
  /// What a judge says of a pair whose first response is the better one.
  enum Answer {
    case right, wrong, flipped, unread
  }

  static func examples(_ count: Int, text: String = "text") -> [Example] {
    (0..<count).map {
      Example(
        id: "e\($0)", format: .pairwise(ties: false), input: "question \($0) \(text)",
        responses: ["better \(text)", "worse \(text)"], gold: .preference(.first),
        source: "mine", domain: $0 % 2 == 0 ? "even" : "odd", group: "g\($0)")
    }
  }

  /// - Parameter answers: One for each example.
  static func run(
    _ judge: String, _ answers: [Answer], text: String = "said",
    examples: [Example]? = nil, usage: TokenUsage? = nil, probabilities: [String: Double]? = nil
  ) throws -> JudgedRun {
    let examples = examples ?? Self.examples(answers.count)
    var records: [JudgmentRecord] = []
    for (example, answer) in zip(examples, answers) {
      for order in PresentationOrder.allCases {
        var verdict = verdict(answer, order)
        if verdict.judgment != nil { verdict.labelProbabilities = probabilities }
        records.append(
          JudgmentRecord(
            example: example, order: order, messages: [.user("prompt")],
            completion: Completion(text: text, usage: usage), shown: verdict))
      }
    }
    let run = Results.run(model: judge)
    let result = try ExamplesBenchmark().evaluate(
      BenchmarkInput(examples: examples, records: records, run: run))
    return JudgedRun(judge: judge, result: result, examples: examples, records: records)
  }

  /// The verdict in the positions that are shown.
  private static func verdict(_ answer: Answer, _ order: PresentationOrder) -> Verdict {
    let isSwapped = order == .swapped
    return switch answer {
    case .right: .judged(.preference(isSwapped ? .second : .first))
    case .wrong: .judged(.preference(isSwapped ? .first : .second))
    case .flipped: .judged(.preference(.first))
    case .unread: .unscored(.truncated)
    }
  }
}
