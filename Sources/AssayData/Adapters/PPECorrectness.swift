// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// The correctness sets of PPE (Frick et al. 2024, arXiv 2410.14872): right against wrong answers
/// of one model.
///
/// - Source: `lmarena-ai/PPE-MMLU-Pro-Best-of-K` and its siblings for MATH, GPQA, IFEval and
///   MBPP-Plus on the Hugging Face hub. Licence: see upstream.
/// - Row: `question_id, model_name, scores[32], prompt, response_1` … `response_32`, and where the
///   publishers drew pairs `sampled_conflict_pairs`: pairs of 0-based responses of which one is
///   right and one is wrong.
/// - Examples: the published pairs; for a row without them up to five pairs, drawn by the
///   question and no response twice. A row whose responses are all right or all wrong gives none.
/// - Label: the response whose score is true. There are no ties.
/// - Identifier: part, `question_id` and the two responses, the right one first, such as
///   `gpqa/17/3-8`. Domain: the part.
/// - Parts: the five sets; 2,555 prompts in all.
/// - A test set: never train on it, nor on the questions of the sets that it is made of.
public struct PPECorrectness: DataSource {
  /// The most pairs that are drawn of a row without published pairs.
  public static let drawnPairs = 5

  public let card = DataCard(
    name: "ppe-correctness",
    summary: "Right and wrong answers of one model to verifiable questions.",
    homepage: "https://github.com/lmarena/PPE",
    licence: "see upstream",
    isEvaluationOnly: true,
    parts: [
      ("mmlu-pro", "MMLU-Pro"), ("math", "MATH"), ("gpqa", "GPQA"), ("ifeval", "IFEval"),
      ("mbpp-plus", "MBPP-Plus"),
    ].map {
      DataPart(
        name: $0.0, fileName: "PPE-\($0.1)-Best-of-K/data/train-00000-of-00001.parquet",
        exampleCount: nil)
    })

  public init() {}

  public func examples(at path: URL, options: DataOptions) throws -> ExampleStream {
    try stream(at: path, options: options) { row, part in
      let prompt = try row.string("prompt")
      let question = try row.identifier("question_id")
      let scores = try Self.scores(of: row)
      let group = QuestionHash(prompt).hex
      return try Self.pairs(of: row, scores: scores, group: group).map { right, wrong in
        .pair(
          id: "\(part.name)/\(question)/\(right)-\(wrong)",
          input: prompt,
          better: try row.string("response_\(right + 1)"),
          worse: try row.string("response_\(wrong + 1)"),
          source: "ppe-correctness",
          domain: part.name,
          group: group,
          metadata: ["response_model": .string(try row.optionalString("model_name") ?? "")])
      }
    }
  }

  private static func scores(of row: Row) throws -> [Bool] {
    let elements = row.members["scores"]?.arrayValue
    let scores = elements?.compactMap(\.boolValue) ?? []
    guard !scores.isEmpty, scores.count == elements?.count else {
      throw row.failure(
        "scores", "The scores are not a list of true and false.", advice: "Fetch the file again.")
    }
    return scores
  }

  private static func pairs(
    of row: Row, scores: [Bool], group: String
  ) throws -> [(right: Int, wrong: Int)] {
    guard let published = row.members["sampled_conflict_pairs"]?.arrayValue else {
      return drawn(scores, group: group)
    }
    return try published.map { pair in
      guard let first = pair[0]?.integerValue, let second = pair[1]?.integerValue,
        scores.indices.contains(first), scores.indices.contains(second),
        scores[first] != scores[second]
      else {
        throw row.failure(
          "sampled_conflict_pairs", "A pair is not one right and one wrong response.",
          advice: "Fetch the file again.")
      }
      return scores[first] ? (first, second) : (second, first)
    }
  }

  private static func drawn(_ scores: [Bool], group: String) -> [(right: Int, wrong: Int)] {
    var generator = SeededGenerator(seed: 0, stream: "ppe-correctness/pairs/\(group)")
    let right = generator.shuffled(scores.indices.filter { scores[$0] })
    let wrong = generator.shuffled(scores.indices.filter { !scores[$0] })
    return Array(zip(right, wrong).prefix(drawnPairs)).map { (right: $0.0, wrong: $0.1) }
  }
}
