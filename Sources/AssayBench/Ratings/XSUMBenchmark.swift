// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// Annotated XSum summaries (Zhang et al. 2023, arXiv 2301.13848), as R3 measures them.
///
/// Official: accuracy for faithfulness, Kendall's tau-b for coherence and relevance over the ratings
/// that could be read. Ours: the same with intervals clustered by article.
public struct XSUMBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "xsum", title: "XSUM",
    summary: "Summaries of news by 18 systems, judged by people for three qualities.",
    data: "xsum_scores_annotated.csv of rubricreward/r3",
    officialMetric: "Accuracy for faithfulness (a missing verdict is wrong), Kendall's tau-b for "
      + "coherence and relevance over what could be read.",
    reference: "arXiv 2301.13848, https://github.com/rubricreward/r3",
    licence: "Apache-2.0",
    contamination: ["Articles are those of XSum, which summarisation models are trained on."])

  public var source: any DataSource { XSUM() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let evaluation = try Evaluation(input)
    var result = evaluation.result(
      card,
      MeasurePlan(
        parts: XSUM().card.parts.map(\.name), official: Self.official, partOfficial: Self.part,
        rules: [],
        notes: [
          "72.2 % of the summaries are faithful and 52 % of the coherence ratings are 5, so a "
            + "constant goes far.",
          "Intervals are clustered by article: up to 18 systems summarise each.",
        ]))
    // The numbers over everything mix two kinds of question; the parts have those that mean much.
    for (place, section) in result.sections.enumerated() where section.name != "faithfulness" {
      let decisions = evaluation.decisions.filter { $0.domain == section.name }
      result.sections[place].robust =
        RatingMeasures(decisions).robust(seed: input.seed)
        + section.robust
    }
    result.baselines = XSUM().card.parts.flatMap { part -> [BenchmarkResult.Baseline] in
      let examples = input.examples.filter { $0.domain == part.name }
      return BaselineRule.plain(for: examples).map { rule in
        let decisions = rule.decisions(on: examples, seed: input.seed)
        var baseline = rule.baseline(of: decisions)
        baseline.name = "\(part.name): \(rule.name)"
        baseline.metrics = Self.part(decisions) + baseline.metrics
        return baseline
      }
    }
    return result
  }

  /// One number for each part that is there.
  private static func official(_ decisions: [Decision]) -> [Metric] {
    let parts = Dictionary(grouping: decisions, by: \.domain)
    return XSUM().card.parts.compactMap { part in
      guard let decisions = parts[part.name], var metric = self.part(decisions).first else {
        return nil
      }
      metric.title = "\(part.name): \(metric.title)"
      return metric.renamed("\(part.name)_\(metric.name)")
    }
  }

  private static func part(_ decisions: [Decision]) -> [Metric] {
    decisions.first?.format == .binary
      ? PlainProtocol.accuracy(decisions) : Array(RatingMeasures(decisions).official)
  }
}
