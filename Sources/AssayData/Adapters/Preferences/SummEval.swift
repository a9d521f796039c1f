// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// SummEval (Fabbri et al. 2020, arXiv 2007.12626): summaries of news, rated by experts in four
/// aspects.
///
/// - Source: `mteb/summeval`, made of `Yale-LILY/SummEval`; also the rows of
///   `davidanugraha/SummEval`, which R3 reads. Licence: MIT; the articles are those of CNN and the
///   Daily Mail.
/// - Row of the first: `text, id, machine_summaries` (16), `human_summaries` (11), and lists of 16
///   numbers `coherence, consistency, fluency, relevance`, each the mean of three experts' ratings
///   from 1 to 5. Row of the second: `id, source, hyp, expert_coherence` and so on, one summary a
///   row.
/// - Examples: one `pointwise` from 1 to 5 a summary and aspect, with a rubric of ours for the
///   aspect. Input: the article. Response: the summary.
/// - Label: the mean rounded to the nearest whole number, halves upwards; the mean itself stays in
///   the metadata (`mean`).
/// - Not mapped: the people's summaries, and the ratings of crowd workers, which agree less.
/// - Identifier: part, upstream `id` and the summary's number; of the second form, part and 0-based
///   row. Domain: the part. Group: the article, which 16 systems summarise.
/// - Parts: `coherence`, `consistency`, `fluency`, `relevance`, 1,600 each.
public struct SummEval: DataSource {
  public let card = DataCard(
    name: "summeval",
    summary: "Summaries of news by 16 systems, rated by experts in four aspects.",
    homepage: "https://github.com/Yale-LILY/SummEval",
    hub: "mteb/summeval",
    licence: "MIT",
    isEvaluationOnly: false,
    parts: SummaryAspect.allCases.map {
      DataPart(
        name: $0.rawValue, fileName: "data", exampleCount: 1_600,
        hub: .matching(repository: nil, pattern: "data/test-*.parquet"))
    })

  public init() {}

  public func examples(at path: URL, options: DataOptions) throws -> ExampleStream {
    try stream(at: path, options: options) { row, part in
      guard let aspect = SummaryAspect(rawValue: part.name) else { return [] }
      if row.has("hyp") {
        return [
          try Self.example(
            row, aspect, id: "\(part.name)/\(row.index)", article: row.string("source"),
            summary: row.string("hyp"), key: "expert_\(part.name)",
            mean: row.number("expert_\(part.name)"))
        ]
      }
      let summaries = try row.strings("machine_summaries")
      let means = try row.numbers(part.name)
      guard means.count == summaries.count else {
        throw row.failure(
          part.name, "There are \(means.count) ratings of \(summaries.count) summaries.",
          advice: "There should be one for each.")
      }
      let id = try row.identifier("id")
      return try zip(summaries, means).enumerated().map { number, rated in
        try Self.example(
          row, aspect, id: "\(part.name)/\(id)/\(number)", article: row.string("text"),
          summary: rated.0, key: "\(part.name)[\(number)]", mean: rated.1)
      }
    }
  }

  private static func example(
    _ row: Row, _ aspect: SummaryAspect, id: String, article: String, summary: String, key: String,
    mean: Double
  ) throws -> Example {
    guard (1...5).contains(mean) else {
      throw row.unknownLabel(key, "\(mean)", expected: "1 to 5")
    }
    return Example(
      id: id,
      format: .pointwise(.oneToFive),
      instruction: aspect.task,
      input: article,
      responses: [summary],
      rubric: aspect.rubric,
      gold: .score(Int(mean.rounded())),
      source: "summeval",
      domain: aspect.rawValue,
      group: QuestionHash(article).hex,
      metadata: ["row": .integer(row.index), "mean": .number(mean)])
  }
}

/// What SummEval's summaries are rated for.
enum SummaryAspect: String, CaseIterable {
  case coherence, consistency, fluency, relevance

  /// What is asked of the judge.
  var task: String {
    switch self {
    case .coherence: "Rate how well the sentences of the summary make one text."
    case .consistency: "Rate how far what the summary says follows from the article."
    case .fluency: "Rate how well the single sentences of the summary are written."
    case .relevance: "Rate how well the summary picks what matters in the article."
    }
  }

  /// The five levels.
  var rubric: Rubric { Rubric(meanings: meanings) }

  private var meanings: [String] {
    switch self {
    case .coherence:
      [
        "A heap of sentences.", "Most sentences stand beside each other without a link.",
        "An order can be seen, with breaks.", "It reads as a text with a small break.",
        "It is built as one text from the first sentence to the last.",
      ]
    case .consistency:
      [
        "Nothing of it follows from the article.", "Most of it contradicts the article or is new.",
        "A statement that matters contradicts the article or is new.",
        "A detail contradicts the article or is new.", "All of it follows from the article.",
      ]
    case .fluency:
      [
        "The sentences cannot be read.", "Most sentences have faults that disturb.",
        "Several sentences have faults.", "A small fault of grammar or form.",
        "The sentences are without fault.",
      ]
    case .relevance:
      [
        "It has nothing of what matters.", "It has little of what matters.",
        "It has some of what matters, or much that does not.",
        "It has most of what matters and little else.", "It has what matters and nothing else.",
      ]
    }
  }
}
