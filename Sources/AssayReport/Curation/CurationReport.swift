// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayCuration

/// The page of a curated set: what went in, what came out, why the rest left, how it was chosen.
public struct CurationReport: Sendable {
  private let account: CuratedAccount

  public init(_ account: CuratedAccount) { self.account = account }

  /// The page.
  public var report: Report {
    let recipe = account.recipe
    let total = account.splits.reduce(0) { $0 + $1.examples }
    return Report(
      title: recipe.name,
      summary: recipe.summary.isEmpty
        ? "\(total.grouped) examples for training judges." : recipe.summary,
      facts: [
        Report.Fact("recipe", recipe.name), Report.Fact("seed", "\(recipe.seed)"),
        Report.Fact("hash of the last stage", account.last?.record.hash ?? ""),
      ],
      sections: [
        overview(total), composition, labels, lengths, selection, departures,
      ].compactMap { $0 })
  }

  /// The plots as files for the card in Markdown; those that have nothing to show are left out.
  public var figures: [CuratedFigure] {
    var figures: [CuratedFigure] = []
    func add(_ name: String, _ caption: String, _ svg: String, legend: [String] = []) {
      guard let text = StandaloneSVG.text(svg, legend: legend) else { return }
      figures.append(CuratedFigure(file: "plots/\(name).svg", caption: caption, svg: text))
    }
    if let chart = compositionChart {
      add("composition", chart.caption, chart.svg(.wide), legend: chart.parts)
    }
    for chart in lengthCharts {
      add(
        chart.horizontalLabel.contains("prompt") ? "prompt-lengths" : "response-lengths",
        chart.caption, chart.svg(.wide), legend: chart.series.map(\.label))
    }
    if let chart = silhouetteChart {
      add("silhouettes", chart.caption, chart.svg(.wide), legend: chart.series.map(\.label))
    }
    for (index, chart) in planeCharts.enumerated() {
      add("clusters-\(index + 1)", chart.caption, chart.svg(.wide))
    }
    return figures
  }

  private func overview(_ total: Int) -> Report.Section {
    let records = account.stages.map(\.record)
    let read = records.filter { $0.inputs.isEmpty }.reduce(0) { $0 + $1.kept }
    let left = records.reduce(0) { $0 + $1.leaving }
    var figures = [
      Report.Figure(
        label: "Examples", value: total.grouped,
        detail: account.splits.map { "\($0.name) \($0.examples.grouped)" }
          .joined(separator: ", ")),
      Report.Figure(
        label: "Read", value: read.grouped,
        detail: "from " + account.sources.count.counted("source")),
      Report.Figure(
        label: "Left on the way", value: left.grouped,
        detail: "each has a line in ledger.jsonl"),
    ]
    if let last = account.last?.tally {
      figures.append(
        Report.Figure(
          label: "Mean length", value: SVGText.number((last.meanPromptWords).rounded()),
          detail: "words in a prompt, \(Int(last.meanResponseWords.rounded())) in a response"))
    }
    return Report.Section(
      heading: "Stages",
      blocks: [
        .figures(figures),
        .table(
          Report.Table(
            header: ["stage", "operation", "in", "left", "made", "out"],
            rows: records.map {
              [
                $0.stage, $0.operation, $0.taken.grouped, $0.leaving.grouped,
                $0.made.grouped, $0.kept.grouped,
              ]
            })),
      ])
  }

  private var composition: Report.Section? {
    guard let chart = compositionChart else { return nil }
    let sources = account.sources.map { [$0.name, $0.read.grouped, $0.licence, $0.home] }
    return Report.Section(
      heading: "Sources",
      lead: "The licence of an example is that of its source.",
      blocks: [
        .table(Report.Table(header: ["source", "read", "licence", "home"], rows: sources)),
        .shares(chart),
      ])
  }

  private var labels: Report.Section? {
    let charts = labelCharts
    return charts.isEmpty
      ? nil
      : Report.Section(
        heading: "Labels", lead: "The right answers by format, at the beginning and at the end.",
        blocks: charts.map { .shares($0) })
  }

  private var lengths: Report.Section? {
    let charts = lengthCharts
    return charts.isEmpty
      ? nil : Report.Section(heading: "Lengths", blocks: charts.map { .histogram($0) })
  }

  private var selection: Report.Section? {
    guard !strata.isEmpty else { return nil }
    let planes = planeCharts
    var blocks: [Report.Block] = silhouetteChart.map { [.lines($0)] } ?? []
    blocks.append(.table(selectionTable))
    if !planes.isEmpty { blocks.append(.planes(planes)) }
    return Report.Section(
      heading: "Selection",
      lead: "Task and input as vectors, clustered within each source and category."
        + (planes.isEmpty
          ? ""
          : " Large points were chosen; colours are clusters. The plane is that of the two "
            + "largest principal components."),
      blocks: blocks)
  }

  private var departures: Report.Section? {
    let rows = account.stages.flatMap { stage in
      stage.record.left.map { leaving in
        let sample = stage.samples.first {
          $0.filter == leaving.filter && $0.reason == leaving.reason
        }
        return [
          stage.record.stage, leaving.reason, leaving.count.grouped,
          sample.map { $0.example + ($0.detail.isEmpty ? "" : ": \($0.detail)") } ?? "",
        ]
      }
    }
    return rows.isEmpty
      ? nil
      : Report.Section(
        heading: "What left",
        blocks: [
          .table(Report.Table(header: ["stage", "reason", "examples", "such as"], rows: rows))
        ])
  }
}

extension CurationReport {
  /// The stages where a reader looks: where sources come together, what changes much, the end.
  private var landmarks: [CuratedAccount.Stage] {
    let mixed = account.mixed
    guard mixed.count > 8 else { return mixed }
    var kept: [CuratedAccount.Stage] = []
    for (index, stage) in mixed.enumerated() {
      let former = kept.last?.tally.examples ?? 0
      let isLast = index == mixed.count - 1
      if kept.isEmpty || isLast || Double(stage.tally.examples) < 0.98 * Double(former) {
        kept.append(stage)
      }
    }
    return kept
  }

  private var compositionChart: ShareChart? {
    let stages = landmarks
    let sources = Set(stages.flatMap { $0.tally.sources.keys }).sorted()
    guard sources.count > 1 else { return nil }
    return ShareChart(
      caption: "Examples of each source after each stage.", parts: sources,
      rows: stages.map { stage in
        ShareChart.Row(
          label: stage.record.stage, counts: sources.map { stage.tally.sources[$0] ?? 0 })
      }, showsTotals: true)
  }

  private var ends: [CuratedAccount.Stage] {
    let stages = account.mixed.isEmpty ? account.stages : account.mixed
    guard let first = stages.first, let last = account.last,
      first.record.stage != last.record.stage
    else { return account.last.map { [$0] } ?? [] }
    return [first, last]
  }

  private var labelCharts: [ShareChart] {
    let formats = Set(ends.flatMap { $0.tally.labels.keys }).sorted()
    return formats.map { format in
      let labels = Set(ends.flatMap { $0.tally.labels[format]?.keys.map { $0 } ?? [] }).sorted()
      return ShareChart(
        caption: "Right answers of the format \(format).", parts: labels,
        rows: ends.map { stage in
          ShareChart.Row(
            label: stage.record.stage,
            counts: labels.map { stage.tally.labels[format]?[$0] ?? 0 })
        })
    }
  }

  private var lengthCharts: [HistogramChart] {
    func chart(_ word: String, _ counts: (StageTally) -> [Int]) -> HistogramChart? {
      let series = ends.map {
        HistogramChart.Series(label: $0.record.stage, counts: counts($0.tally))
      }
      let first = series.compactMap { $0.counts.firstIndex { $0 > 0 } }.min() ?? 0
      let end = series.map(\.counts.count).max() ?? 0
      guard end > first else { return nil }
      return HistogramChart(
        caption: "How long a \(word) is: the share of those with so many words.",
        horizontalLabel: "words in a \(word)",
        classes: (first..<end).map(StageTally.classLabel),
        series: series.map {
          HistogramChart.Series(label: $0.label, counts: Array($0.counts.dropFirst(first)))
        })
    }
    return [chart("prompt", \.promptLengths), chart("response", \.responseLengths)]
      .compactMap { $0 }
  }

  private var strata: [DiversityReport.Stratum] {
    account.stages.compactMap(\.selection).flatMap(\.strata)
  }

  private var silhouetteChart: LineChart? {
    let series = strata.compactMap { stratum -> LineChart.Series? in
      let points = stratum.trials.compactMap { trial in
        trial.silhouette.map { LineChart.Point(x: Double(trial.k), y: $0) }
      }
      return points.count > 1
        ? LineChart.Series(label: Self.name(stratum.source, stratum.category), points: points)
        : nil
    }
    guard !series.isEmpty else { return nil }
    return LineChart(
      caption: "Average silhouette by number of clusters.",
      horizontalLabel: "number of clusters", verticalLabel: "silhouette",
      series: Array(series.prefix(SeriesMark.colors)))
  }

  private var selectionTable: Report.Table {
    Report.Table(
      header: ["source", "rows", "twins", "chosen", "clusters", "silhouette", "nearest centroid"],
      rows: strata.filter { $0.quota > 0 }.map { stratum in
        let best = stratum.trials.first { $0.k == stratum.k }?.silhouette
        return [
          Self.name(stratum.source, stratum.category), stratum.candidates.grouped,
          stratum.twins.grouped,
          stratum.clusters.reduce(0) { $0 + $1.quota }.grouped,
          stratum.method == .all ? "none" : "\(stratum.clusters.count)",
          best.map { SVGText.number(($0 * 1000).rounded() / 1000) } ?? "",
          stratum.clusters.reduce(0) { $0 + $1.nearest }.grouped,
        ]
      })
  }

  /// The largest strata; a page with hundreds of plots shows nothing, nor does a plot of few
  /// points.
  private var planeCharts: [PlaneChart] {
    let planes = account.stages.flatMap(\.planes).filter { $0.points.count >= Self.leastPoints }
    return planes.sorted { $0.points.count > $1.points.count }.prefix(12).map { plane in
      let share = SVGText.percent(plane.explained)
      let all = strata.first { $0.source == plane.source && $0.category == plane.category }
        .map { $0.candidates - $0.twins }
      let isSample = all.map { $0 > plane.points.count } ?? false
      return PlaneChart(
        caption: "\(Self.name(plane.source, plane.category)): "
          + (isSample ? "a sample of " : "") + plane.points.count.counted("row")
          + ", \(plane.points.count(where: \.isChosen)) of them chosen; \(share) of the variance.",
        points: plane.points.map {
          PlaneChart.Point(x: $0.x, y: $0.y, series: max(0, $0.cluster), isChosen: $0.isChosen)
        })
    }
  }

  private static let leastPoints = 20

  private static func name(_ source: String, _ category: String) -> String {
    category.isEmpty || category == source ? source : "\(source), \(category)"
  }
}
