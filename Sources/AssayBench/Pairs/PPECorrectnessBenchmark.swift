// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// PPE's correctness sets (Frick et al. 2024, arXiv 2410.14872): right against wrong answers of one
/// model.
///
/// Official, of one order: accuracy on pairs of one right and one wrong response, the plain mean of
/// five sets; a tie or a missing verdict is wrong. AUC and best-of-k need a score for each
/// response: they are taken where the parts `<set>-ratings` are judged, from ratings of 1 to 10. An
/// unread rating ranks below all others. Best-of-k is the exact expectation over draws, where the
/// published code samples. Ours: consistent accuracy, each set alike, clustered by prompt; of
/// ratings how often the best-rated response is right, and the AUC inside prompts.
public struct PPECorrectnessBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "ppe-correctness", title: "PPE Correctness",
    summary: "Right and wrong answers of one model to verifiable questions.",
    data: "the folders PPE-MMLU-Pro-Best-of-K, … of lmarena-ai, or mmlu-pro.jsonl, math.jsonl, …; "
      + "every response rated on its own by --part gpqa-ratings, …",
    officialMetric: "The mean over five sets of the accuracy on pairs of one right and one wrong "
      + "response, one order; of ratings, AUC and best-of-k.",
    reference: "arXiv 2410.14872, https://github.com/lmarena/PPE",
    licence: "see upstream",
    contamination: [
      "Questions of MMLU-Pro, MATH, GPQA, IFEval and MBPP-Plus."
    ])

  public var source: any DataSource { PPECorrectness() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    let sets = PPECorrectness.sets
    let scores = PPEScores(input.examples)
    let (rated, pairs) = (
      input.examples.filter { $0.gold == nil }, input.examples.filter { $0.gold != nil }
    )
    var result = try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: sets,
        official: { decisions in
          Self.official(decisions.filter { $0.gold != nil }, sets)
            + scores.official(decisions, sets: sets)
        },
        partOfficial: { decisions in
          let pairs = decisions.filter { $0.gold != nil }
          let present = Set(decisions.map(\.domain))
          return (pairs.isEmpty ? [] : PairwiseProtocol.single(pairs))
            + scores.official(decisions, sets: sets.filter(present.contains))
        },
        robust: { decisions in
          let both = decisions.filter { $0.asGiven != nil && $0.swapped != nil }
          let rated = scores.robust(decisions)
          guard !both.isEmpty || rated.isEmpty else { return rated }
          return [
            .meanOfParts(
              "set_consistent_accuracy", "consistent accuracy, mean of sets",
              hits: both.map(\.isConsistentlyCorrect), parts: both.map(\.domain),
              groups: both.map(\.group))
          ] + rated
        },
        rules: rated.isEmpty
          ? BaselineRule.pairwise : pairs.isEmpty ? BaselineRule.ratings : [],
        notes: ["The published pairs are taken where the rows have them, else drawn ones."]))
    if !rated.isEmpty {
      result.notes.append(
        "AUC pools the ratings of a set; best-of-k is the exact expectation over draws.")
    }
    return result
  }

  private static func official(_ decisions: [Decision], _ sets: [String]) -> [Metric] {
    guard !decisions.isEmpty else { return [] }
    let parts = Dictionary(grouping: decisions, by: \.domain)
    let present = sets.compactMap { parts[$0].flatMap { OfficialCredit.strict.mean(of: $0) } }
    let note =
      present.count < sets.count ? "Mean of \(present.count) of \(sets.count) sets." : nil
    return [
      .official(
        "mean_accuracy", "mean of sets, one order",
        share: present.isEmpty ? nil : present.reduce(0, +) / Double(present.count),
        n: decisions.count, note: note)
    ] + PairwiseProtocol.single(decisions)
  }
}
