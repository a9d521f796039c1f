// SPDX-License-Identifier: Apache-2.0

public import AssayTraining

/// The parts of a report that show how weights were made.
public enum TrainingSections {
  /// The course of one training run: figures, the loss curve, and what was measured on the way.
  public static func section(_ heading: String, course: TrainingLog.Course) -> Report.Section {
    var blocks: [Report.Block] = []
    if let summary = course.summary {
      blocks.append(.figures(figures(summary, start: course.starts.first)))
    }
    if !course.steps.isEmpty { blocks.append(.lines(lossChart(course.steps))) }
    if let chart = evaluationChart(course.evaluations) { blocks.append(.lines(chart)) }
    return Report.Section(
      heading: heading,
      lead: "Mean cross-entropy of the completion's tokens; the prompt bears no loss.",
      blocks: blocks)
  }

  /// The loss of every step and its running mean.
  public static func lossChart(_ steps: [TrainingStep]) -> LineChart {
    let raw = steps.map { LineChart.Point(x: Double($0.step), y: $0.loss) }
    var mean = steps.first?.loss ?? 0
    let smooth = steps.map { step in
      mean += 0.05 * (step.loss - mean)
      return LineChart.Point(x: Double(step.step), y: mean)
    }
    return LineChart(
      caption: "Training loss.", horizontalLabel: "step", verticalLabel: "nats per token",
      series: [
        LineChart.Series(label: "each step", points: raw, isFaint: true),
        LineChart.Series(label: "running mean", points: smooth),
      ])
  }

  private static func figures(
    _ summary: TrainingSummary, start: TrainingStart?
  ) -> [Report.Figure] {
    var figures = [
      Report.Figure(
        label: "Final loss", value: SVGText.number(summary.finalLoss),
        detail: "mean of the last tenth of \(summary.steps) steps"),
      Report.Figure(
        label: "Speed", value: SVGText.number(summary.tokensPerSecond.rounded()),
        detail: "tokens per second, padding not counted"),
      Report.Figure(
        label: "Time", value: SVGText.number((summary.seconds / 6).rounded() / 10) + " min",
        detail: "\(summary.tokens) tokens"),
    ]
    if let start {
      figures.append(
        Report.Figure(
          label: "Parameters", value: "\(start.parameters)",
          detail: "\(start.precision): \(start.precisionReason)"))
    }
    return figures
  }

  private static func evaluationChart(
    _ evaluations: [TrainingLog.Course.Evaluation]
  ) -> LineChart? {
    let names = Set(evaluations.flatMap(\.metrics.keys)).sorted()
    guard !names.isEmpty else { return nil }
    let series = names.map { name in
      LineChart.Series(
        label: name,
        points: evaluations.compactMap { evaluation in
          evaluation.metrics[name].map { LineChart.Point(x: Double(evaluation.step), y: $0) }
        })
    }
    return LineChart(
      caption: "Measured on held-out examples while training.", horizontalLabel: "step",
      verticalLabel: "", series: series)
  }
}
