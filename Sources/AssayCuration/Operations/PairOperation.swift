// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData

/// `pair`: pairs of one right and one wrong response to the same question (FARE §3.3).
///
/// - `per_question`: the most pairs of a question; 1. No response is in two pairs.
/// - `keep`: whether the single responses stay in the set, too; false.
///
/// Which responses are paired and which of the two comes first is drawn by the seed. Responses that
/// find no partner leave as `no-partner`, examples that are not right or wrong as `no-label`, unless
/// `keep` is set. Memory holds at most `per_question` right and wrong responses of each question.
struct PairOperation: WholeOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "pair", summary: "Pairs of one right and one wrong response to the same question.")
  ) { try PairOperation($0) }

  let perQuestion: Int
  let keepsSingles: Bool

  init(_ section: RecipeSection) throws {
    perQuestion = try section.whole("per_question", atLeast: 1) ?? 1
    keepsSingles = try section.flag("keep") ?? false
  }

  func most(from count: Int) -> Int { count / 2 + (keepsSingles ? count : 0) }

  func content(in context: CurationContext) -> JSONValue {
    ["per_question": .integer(perQuestion), "keep": .bool(keepsSingles)]
  }

  /// The responses of a question that are still in the draw, by their place in a random order.
  private struct Candidates {
    var right: [(rank: UInt64, example: Example)] = []
    var wrong: [(rank: UInt64, example: Example)] = []
  }

  func run(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws {
    var questions: [String: Candidates] = [:]
    var order: [String] = []
    var done = 0
    for input in inputs {
      for try await example in input.examples {
        done += 1
        if done % 1000 == 0 { context.progress(done) }
        if keepsSingles { try writer.keep(example) }
        guard example.responses.count == 1, case .boolean(let isRight)? = example.gold else {
          if !keepsSingles { try drop(example, "no-label", writer) }
          continue
        }
        if questions[example.group] == nil { order.append(example.group) }
        let rank = StableHash.seed(context.seed, example.id)
        var candidates = questions.removeValue(forKey: example.group) ?? Candidates()
        let path = isRight ? \Candidates.right : \Candidates.wrong
        candidates[keyPath: path].append((rank, example))
        candidates[keyPath: path].sort { ($0.rank, $0.example.id) < ($1.rank, $1.example.id) }
        while candidates[keyPath: path].count > perQuestion {
          let last = candidates[keyPath: path].removeLast()
          if !keepsSingles { try drop(last.example, "not-drawn", writer) }
        }
        questions[example.group] = candidates
      }
    }
    for group in order {
      guard let candidates = questions[group] else { continue }
      try write(candidates, to: writer, seed: context.seed)
    }
  }

  private func write(_ candidates: Candidates, to writer: StageWriter, seed: UInt64) throws {
    let count = min(candidates.right.count, candidates.wrong.count)
    for index in 0..<count {
      let right = candidates.right[index].example
      let wrong = candidates.wrong[index].example
      let pair = Self.pair(right, wrong, seed: seed)
      try writer.keep(pair)
      guard !keepsSingles else { continue }
      for single in [right, wrong] {
        try writer.drop(
          single, Departure(filter: "pair", reason: "paired", detail: pair.id))
      }
    }
    guard !keepsSingles else { return }
    for rest in candidates.right.dropFirst(count) + candidates.wrong.dropFirst(count) {
      try drop(rest.example, "no-partner", writer)
    }
  }

  private func drop(_ example: Example, _ reason: String, _ writer: StageWriter) throws {
    try writer.drop(example, Departure(filter: "pair", reason: reason))
  }

  static func pair(_ right: Example, _ wrong: Example, seed: UInt64) -> Example {
    var pair = right
    pair.id = "\(right.id)+\(wrong.id)"
    var generator = SeededGenerator(seed: StableHash.seed(seed, pair.id), stream: "pair-place")
    let isFirst = generator.below(2) == 0
    pair.format = .pairwise(ties: false)
    pair.responses =
      isFirst ? right.responses + wrong.responses : wrong.responses + right.responses
    pair.gold = .preference(isFirst ? .first : .second)
    pair.reference = nil
    pair.steps = nil
    pair.metadata = [
      "origin": "graded", "right": .string(right.id), "wrong": .string(wrong.id),
    ]
    return pair
  }
}
