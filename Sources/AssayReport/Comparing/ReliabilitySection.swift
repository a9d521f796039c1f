// SPDX-License-Identifier: Apache-2.0

import AssayBench
import AssayStatistics

/// The part of a comparison that sets stated confidence against what turned out right.
enum ReliabilitySection {
  static func section(_ comparison: Comparison) -> Report.Section {
    var panels: [ScatterChart] = []
    var rows: [[String]] = []
    var missing: [String] = []
    for run in comparison.runs {
      let name = label(run, comparison)
      switch run.certainty {
      case .missing(let reason): missing.append("\(name): \(reason).")
      case .stated(let source, let confidences, let correct):
        guard let calibration = try? Calibration(confidences: confidences, correct: correct) else {
          missing.append("\(name): its confidences are not all between 0 and 1.")
          continue
        }
        panels.append(panel(name, calibration, series: comparison.series(of: run.judge)))
        rows.append([
          name, source.rawValue, "\(calibration.count)", percent(calibration.expectedError),
          percent(calibration.maximumError), number(calibration.brierScore),
        ])
      }
    }
    var blocks: [Report.Block] = []
    if !panels.isEmpty {
      blocks.append(.panels(panels))
      blocks.append(
        .table(
          Report.Table(
            caption:
              "n is answers. Expected and largest distance of ten bins; Brier score, 0 is perfect.",
            header: ["judge", "confidence by", "n", "expected", "largest", "Brier"], rows: rows)))
    }
    if !missing.isEmpty {
      blocks.append(.prose("Without a stated confidence there is nothing to draw."))
      blocks.append(.list(missing))
    }
    return Report.Section(
      heading: "Reliability",
      lead: "How often judgments are right over how sure the judge was. On the dashed line both "
        + "are equal; below it the judge is too sure of itself.",
      blocks: blocks)
  }

  private static func label(_ run: JudgedRun, _ comparison: Comparison) -> String {
    comparison.benchmarks.count == 1 ? run.judge : "\(run.judge), \(run.result.benchmark.title)"
  }

  private static func panel(
    _ name: String, _ calibration: Calibration, series: Int
  ) -> ScatterChart {
    ScatterChart(
      caption: name, horizontalLabel: "stated confidence",
      points: calibration.bins.map { bin in
        ScatterChart.Point(
          label: "", x: bin.confidence, y: bin.accuracy.estimate, lower: bin.accuracy.lower,
          upper: bin.accuracy.upper, series: series,
          detail: "confidence \(percent(bin.confidence)), right \(percent(bin.accuracy.estimate)) "
            + "of \(bin.accuracy.count)")
      }, isReliability: true)
  }

  private static func percent(_ share: Double) -> String {
    SVGText.percent(share)
  }

  private static func number(_ value: Double) -> String {
    SVGText.number((value * 10000).rounded() / 10000)
  }
}
