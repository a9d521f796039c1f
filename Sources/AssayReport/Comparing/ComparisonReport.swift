// SPDX-License-Identifier: Apache-2.0

import AssayBench
import AssayCore
import AssayJudging

/// The page that shows judges side by side, or one judge on several benchmarks.
public enum ComparisonReport {
  /// The report of a comparison.
  ///
  /// - Parameter limits: How large the browser of items may become; `nil` leaves it out.
  public static func report(
    for comparison: Comparison, limits: ItemBrowser.Limits? = ItemBrowser.Limits()
  ) -> Report {
    var sections = [OverviewSection.section(comparison)]
    if let pairs = PairSection.section(comparison) { sections.append(pairs) }
    if let order = OrderSection.section(comparison) { sections.append(order) }
    sections.append(UnscoredSection.section(comparison))
    if let parts = PartSection.section(comparison) { sections.append(parts) }
    sections.append(ReliabilitySection.section(comparison))
    sections.append(EffortSection.section(comparison))
    if let limits, comparison.runs.contains(where: { !$0.records.isEmpty }) {
      sections.append(browser(comparison, limits))
    }
    return Report(
      title: title(comparison), summary: summary(comparison), facts: facts(comparison),
      sections: sections)
  }

  private static func title(_ comparison: Comparison) -> String {
    let judges = comparison.judges
    let benchmarks = comparison.benchmarks.map(\.title)
    let place =
      benchmarks.count < 4
      ? benchmarks.joined(separator: ", ") : "\(benchmarks.count) benchmarks"
    return judges.count == 1
      ? "\(judges.first ?? "") on \(place)" : "\(judges.count) judges on \(place)"
  }

  /// The best judge of each benchmark, and how many pairs can be told apart.
  private static func summary(_ comparison: Comparison) -> String {
    var sentences: [String] = []
    if comparison.benchmarks.count < 4 {
      sentences = comparison.benchmarks.compactMap { card -> String? in
        let best = comparison.runs(on: card).filter { $0.result.primaryRobust?.value != nil }
          .max { ($0.result.primaryRobust?.value ?? 0) < ($1.result.primaryRobust?.value ?? 0) }
        return best.flatMap { run in
          run.result.primaryRobust.map {
            comparison.judges.count == 1
              ? "\(card.title): \($0.title) \($0.text)."
              : "Highest on \(card.title): \(run.judge), \($0.title) \($0.text)."
          }
        }
      }
    }
    let told = comparison.pairs.count { $0.isTold }
    if comparison.pairs.count == 1 {
      sentences.append(
        told == 1
          ? "The two judges can be told apart." : "The two judges cannot be told apart.")
    } else if comparison.pairs.count > 1 {
      sentences.append("\(told) of \(comparison.pairs.count) pairs of judges can be told apart.")
    }
    let unscored = comparison.runs.reduce(0) { $0 + $1.result.unscored.count }
    let verdicts = comparison.runs.reduce(0) { $0 + $1.result.unscored.verdicts }
    sentences.append(
      unscored == 0
        ? "Every verdict could be read."
        : "\(unscored) of \(verdicts) verdicts have no judgment.")
    return sentences.joined(separator: " ")
  }

  private static func facts(_ comparison: Comparison) -> [Report.Fact] {
    comparison.runs.map { run in
      let own = run.result.run
      return Report.Fact(
        "\(run.judge), \(run.result.benchmark.title)",
        "\(own.model.name) (\(own.model.fingerprint)); style \(own.style), \(own.form.rawValue), "
          + "prompts \(own.prompts); \(own.sampling.summary); \(own.policy.summary); seed "
          + "\(own.seed); data \(own.data), \(run.result.dataset.n) examples; version "
          + own.software)
    }
  }

  private static func browser(
    _ comparison: Comparison, _ limits: ItemBrowser.Limits
  ) -> Report.Section {
    let browser = ItemBrowser(comparison, limits: limits)
    let several = comparison.judges.count > 1
    return Report.Section(
      heading: several ? "Where they disagree" : "Items",
      lead: (several
        ? "Judges disagree on \(browser.disagreements) of \(browser.total) examples: one is right "
          + "in every order and another is not, or their answers differ where none is known. "
        : "") + browser.note,
      blocks: [.browser(browser)])
  }
}
