// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Examples of any number that follow from their place alone: sums, and answers that may be wrong.
struct MadeExamples: Sequence {
  var count: Int
  /// Pairs of responses, or single responses to be scored.
  var pairs: Bool

  func makeIterator() -> some IteratorProtocol<Example> {
    (0..<count).lazy.map { pairs ? Self.pair($0) : Self.scored($0) }.makeIterator()
  }

  /// One response with a rubric of five levels; the prompt in R3's style has some 1,500 bytes.
  static func scored(_ index: Int) -> Example {
    var generator = SeededGenerator(seed: UInt64(index), stream: "made-examples")
    let (question, answer) = problem(&generator)
    let slip = generator.below(5)
    return Example(
      id: "made-\(index)", format: .pointwise(.oneToFive),
      instruction: "Judge how well the response answers the question.", input: question,
      responses: [response(answer + slip, &generator)],
      rubric: Rubric(
        criteria: "A response is judged by its result and by the way to it.",
        levels: (1...5).map {
          .init(label: "\($0)", meaning: "The result is off by \(5 - $0), all else being clear.")
        }), gold: .score(5 - slip), source: "made", domain: "sums", group: "made-\(index)")
  }

  /// Two responses, one of them right.
  static func pair(_ index: Int) -> Example {
    var generator = SeededGenerator(seed: UInt64(index), stream: "made-examples")
    let (question, answer) = problem(&generator)
    let isFirst = generator.below(2) == 0
    let right = response(answer, &generator)
    let wrong = response(answer + 1 + generator.below(9), &generator)
    return Example(
      id: "made-\(index)", format: .pairwise(ties: false),
      instruction: "Judge which response answers the question.", input: question,
      responses: isFirst ? [right, wrong] : [wrong, right],
      gold: .preference(isFirst ? .first : .second), source: "made", domain: "sums",
      group: "made-\(index)")
  }

  /// What a judge says of a scored example.
  static func completion(of example: Example) -> Completion {
    var score = 3
    if case .score(let gold) = example.gold { score = gold }
    let text = JSONValue.string(
      "The response works the sum out column by column and says where it carries. "
        + "Its result differs from mine by \(5 - score).\nSo I give it this score."
    ).jsonText
    return Completion(
      text: "{\n  \"explanation\": \(text),\n  \"score\": \"\(score)\"\n}",
      usage: TokenUsage(promptTokens: 380, completionTokens: 48))
  }

  private static func problem(_ generator: inout SeededGenerator) -> (String, Int) {
    let left = 1_000 + generator.below(9_000)
    let right = 1_000 + generator.below(9_000)
    return (
      "A shop sold \(left) cups in the first half of the year and \(right) in the second. "
        + "How many cups did it sell in the year?", left + right
    )
  }

  private static func response(_ answer: Int, _ generator: inout SeededGenerator) -> String {
    let ways = [
      "I add the two halves.\nFirst the thousands, then the rest: that makes \(answer).",
      "The year has two halves, so the numbers are added.\nCarrying where a column passes 9, "
        + "the result is **\(answer)**.",
      "\(answer) cups.\n\nTo see it, take the units first and carry what passes 9.",
    ]
    return generator.element(of: ways) ?? "\(answer)"
  }
}
