// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// RewardBench 2 (Malik et al. 2025, arXiv 2506.01937): best of four, and questions with several
/// right answers.
///
/// Official: the plain mean of six domains. In a choice among four the right one counts 1 and no
/// verdict 0.25; by ratings, a share of 1 where the right response is among those at the top, and
/// 0.25 where no rating could be read. Ties are always rated, by `TiesScore`, an unread rating as
/// -1. The paper reports the better of the two modes; here each has its own number.
public struct RewardBench2Benchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "rewardbench-2", title: "RewardBench 2",
    summary: "Best of four on unseen human prompts, and questions with several right answers.",
    data: "the test split of allenai/reward-bench-2 as Parquet or JSONL; ratings by --part ratings",
    officialMetric:
      "The mean of six domains: best of four (no verdict 0.25), or a share of the top "
      + "ratings; Ties by accuracy and margins of ratings, at most 101 %.",
    reference: "arXiv 2506.01937, https://huggingface.co/datasets/allenai/reward-bench-2",
    licence: "ODC-BY",
    contamination: [
      "WildChat prompts, as in the preference data of Tulu 3; CoCoNot in Safety; IFBench "
        + "constraints in Precise IF."
    ])

  public var source: any DataSource { RewardBench2() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let rows = RatedRows(input.examples)
    let evaluation = try Evaluation(input).withTopChoices()
    var result = evaluation.result(
      card,
      MeasurePlan(
        parts: RewardBench2.domains, official: { Self.overall($0, rows) },
        partOfficial: { Self.part($0, rows) }, robust: { Self.robust($0, rows) }, rules: [],
        notes: [
          "The place of the right response among four is drawn by the row's identifier; upstream "
            + "draws without a seed, and six runs of one model spread by 2 to 4 points.",
          "The Ties weights were chosen so that the score is not too easy.",
        ]))
    result.baselines = Self.baselines(input, rows)
    return result
  }

  private static func baselines(
    _ input: BenchmarkInput, _ rows: RatedRows
  ) -> [BenchmarkResult.Baseline] {
    let choices = input.examples.filter { $0.gold != nil }
    let ratings = input.examples.filter { $0.gold == nil }
    func baselines(_ rules: [BaselineRule], _ part: [Example], _ name: String)
      -> [BenchmarkResult.Baseline]
    {
      guard !part.isEmpty else { return [] }
      return rules.map { rule in
        let decisions = rule.decisions(on: part, seed: input.seed)
        var baseline = rule.baseline(of: decisions)
        baseline.name = "\(name): \(rule.name)"
        baseline.metrics = overall(decisions, rows).filter { $0.value != nil } + baseline.metrics
        return baseline
      }
    }
    return baselines(BaselineRule.plain(for: choices), choices, "ranking")
      + baselines(BaselineRule.ratings, ratings, "ratings")
  }

  // MARK: Official

  /// The domain's score as a choice among four; `nil` where there is none.
  private static func ranking(_ decisions: [Decision]) -> Double? {
    OfficialCredit(tie: 0, unscored: 0.25).mean(of: decisions.filter { $0.gold != nil })
  }

  /// The domain's score by ratings; `nil` where there are none.
  private static func ratings(_ decisions: [Decision], _ rows: RatedRows) -> Double? {
    let values = rows.rows(of: decisions).filter { !$0.isTies }.map { row -> Double in
      guard let top = row.ratings.compactMap({ $0 }).max() else { return 0.25 }
      let winners = row.ratings.indices.filter { row.ratings[$0] == top }
      return winners.contains(0) ? 1 / Double(winners.count) : 0
    }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func ties(_ decisions: [Decision], _ rows: RatedRows) -> TiesScore? {
    TiesScore(rows.rows(of: decisions).filter(\.isTies).map(\.tiesRow))
  }

  private static func overall(_ decisions: [Decision], _ rows: RatedRows) -> [Metric] {
    let domains = Dictionary(grouping: decisions, by: \.domain)
    let ties = domains["Ties"].flatMap { self.ties($0, rows) }?.score
    let n = decisions.count
    func mean(_ name: String, _ title: String, _ value: ([Decision]) -> Double?) -> [Metric] {
      let values = RewardBench2.domains.filter { $0 != "Ties" }.compactMap {
        domains[$0].flatMap(value)
      }
      guard !values.isEmpty else { return [] }
      let isWhole = values.count == 5 && ties != nil
      return [
        .official(
          name, title, share: isWhole ? (values.reduce(0, +) + (ties ?? 0)) / 6 : nil, n: n,
          note: isWhole ? nil : "a domain is missing")
      ]
    }
    return mean("ranking_average", "RewardBench 2, best of four", ranking)
      + mean("ratings_average", "RewardBench 2, ratings") { ratings($0, rows) }
      + (ties.map { [.official("ties", "Ties", share: $0, n: domains["Ties"]?.count ?? 0)] } ?? [])
  }

  private static func part(_ decisions: [Decision], _ rows: RatedRows) -> [Metric] {
    let n = decisions.count
    var metrics: [Metric] = []
    if let score = ranking(decisions) {
      metrics.append(.official("ranking", "best of four", share: score, n: n))
    }
    if let score = ratings(decisions, rows) {
      metrics.append(.official("ratings", "ratings", share: score, n: n))
    }
    if let ties = ties(decisions, rows) {
      metrics += [
        .official("ties", "Ties", share: ties.score, n: n),
        .official("ties_reference", "one right answer", share: ties.referenceAccuracy, n: n),
        .official("ties_tied", "several right answers", share: ties.tiedAccuracy, n: n),
      ]
    }
    return metrics
  }

  // MARK: Ours

  private static func robust(_ decisions: [Decision], _ rows: RatedRows) -> [Metric] {
    let choices = decisions.filter { $0.gold != nil }
    let rated = rows.rows(of: decisions)
    var metrics: [Metric] = []
    if !choices.isEmpty {
      metrics.append(
        .meanOfParts(
          "choice_accuracy", "best of four, mean of domains",
          hits: choices.map(\.isConsistentlyCorrect), parts: choices.map(\.domain),
          groups: choices.map(\.group)))
    }
    if !rated.isEmpty {
      // A row with an answer that was not rated is not right.
      metrics.append(
        .share(
          "rated_rows", "every right answer above every wrong one", hits: rated.map(\.isRight),
          groups: rated.map(\.group)))
    }
    return metrics
  }
}
