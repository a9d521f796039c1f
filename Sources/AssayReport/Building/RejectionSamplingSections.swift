// SPDX-License-Identifier: Apache-2.0

import AssayStatistics
public import AssayTraining

/// The parts of a report that show a rejection-sampling study.
public enum RejectionSamplingSections {
  /// The gain in one sentence.
  public static func summary(of outcome: RejectionSamplingStudy.Outcome) -> String {
    let gain = outcome.gain
    return "Consistent accuracy on held-out problems went from \(percent(gain.before)) to "
      + "\(percent(gain.after)): \(points(gain))."
  }

  /// Figures, a plot of the gains, and the tables.
  public static func sections(
    for outcome: RejectionSamplingStudy.Outcome
  ) -> [Report.Section] {
    let gain = outcome.gain
    var figures = [
      Report.Figure(
        label: "Before", value: percent(gain.before), detail: "n \(gain.difference.count)"),
      Report.Figure(label: "After", value: percent(gain.after), detail: points(gain)),
    ]
    if let gold = outcome.goldGain {
      figures.append(
        Report.Figure(
          label: "Plain fine-tuning", value: percent(gold.after), detail: points(gold)))
    }
    let rows = outcome.gains.map { format in
      let difference = format.gain.difference
      return IntervalChart.Row(
        label: format.format, estimate: difference.estimate, lower: difference.lower,
        upper: difference.upper, count: difference.count)
    }
    let low = min(0, rows.map(\.lower).min() ?? 0)
    let high = max(0.1, rows.map(\.upper).max() ?? 0.1)
    return [
      Report.Section(
        heading: "Rejection sampling",
        lead: "Each iteration samples the present weights on unseen examples and learns one "
          + "random right answer of each, easiest first.",
        blocks: [
          .figures(figures),
          .intervals(
            IntervalChart(
              caption: "Gain over the start by format, with 95 % intervals.", rows: rows,
              range: low...high)),
        ] + tables(for: outcome).map { .table($0) })
    ]
  }

  /// The gains, and what was accepted by task and iteration.
  public static func tables(for outcome: RejectionSamplingStudy.Outcome) -> [Report.Table] {
    var gains = outcome.gains.map { row($0.format, $0.gain) }
    gains.append(row("all", outcome.gain))
    if let gold = outcome.goldGain { gains.append(row("all, plain fine-tuning", gold)) }
    let rows = outcome.iterations.flatMap(\.table.rows)
    return [
      Report.Table(
        caption: "Consistent accuracy on held-out problems",
        header: ["format", "before", "after", "gain and 95 % interval", "n"], rows: gains),
      Report.Table(
        caption: "What was accepted",
        header: ["iteration and task", "examples", "accepted", "share", "pass rate"],
        rows: rows.map {
          [
            "\($0.iteration) \($0.task)", "\($0.examples)", "\($0.accepted)",
            percent($0.acceptance), percent($0.passRate),
          ]
        }),
    ]
  }

  private static func row(_ name: String, _ gain: PairedGain) -> [String] {
    [name, percent(gain.before), percent(gain.after), points(gain), "\(gain.difference.count)"]
  }

  private static func percent(_ share: Double) -> String {
    SVGText.number((share * 1000).rounded() / 10) + " %"
  }

  private static func points(_ gain: PairedGain) -> String {
    let ends = [gain.difference.estimate, gain.difference.lower, gain.difference.upper].map {
      ($0 >= 0 ? "+" : "") + SVGText.number(($0 * 1000).rounded() / 10)
    }
    return "\(ends[0]) points [\(ends[1]), \(ends[2])]"
  }
}
