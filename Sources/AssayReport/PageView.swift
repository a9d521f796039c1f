// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The report in the shape that the template asks for. Empty arrays leave their part out.
struct PageView {
  var title: String
  var summary: String
  var style = PageStyle.text + PageStyle.browser
  var patterns = OutcomeChart.patterns
  var script = PageScript.text + PageScript.browser
  var facts: [Report.Fact]
  var sections: [SectionView]

  init(_ report: Report) {
    title = report.title
    summary = report.summary
    facts = report.facts
    sections = report.sections.enumerated().map { SectionView($1, number: $0 + 1) }
  }

  struct SectionView {
    var anchor: String
    var heading: String
    var leads: [String]
    var blocks: [BlockView]

    init(_ section: Report.Section, number: Int) {
      anchor = "section-\(number)"
      heading = section.heading
      leads = section.lead.isEmpty ? [] : [section.lead]
      blocks = section.blocks.map(BlockView.init)
    }
  }

  struct BlockView {
    var figureRows: [FigureRow] = []
    var plots: [Plot] = []
    var panelRows: [PanelRow] = []
    var tables: [TableView] = []
    var paragraphs: [String] = []
    var lists: [ListView] = []
    var itemLists: [ItemListView] = []
    var browsers: [BrowserView] = []

    init(_ block: Report.Block) {
      switch block {
      case .figures(let figures): figureRows = [FigureRow(figures: figures)]
      case .table(let table): tables = [TableView(table)]
      case .prose(let text): paragraphs = [text]
      case .list(let entries): lists = [ListView(entries: entries)]
      case .items(let list): itemLists = [ItemListView(list)]
      case .browser(let browser): browsers = [BrowserView(browser)]
      case .intervals(let chart): plots = [Plot(chart.svg, caption: chart.caption)]
      case .scatter(let chart): plots = [Plot(chart.svg, caption: chart.caption)]
      case .panels(let charts):
        panelRows = [
          PanelRow(panels: charts.map { Panel(svg: $0.svg(.narrow), caption: $0.caption) })
        ]
      case .planes(let charts):
        panelRows = [
          PanelRow(panels: charts.map { Panel(svg: $0.svg(.narrow), caption: $0.caption) })
        ]
      case .lines(let chart):
        plots = [Plot(chart.svg, caption: chart.caption, series: chart.series.map(\.label))]
      case .shares(let chart):
        plots = [Plot(chart.svg, caption: chart.caption, series: chart.parts)]
      case .histogram(let chart):
        plots = [Plot(chart.svg, caption: chart.caption, series: chart.series.map(\.label))]
      case .outcomes(let chart):
        plots = [
          Plot(
            chart.svg, caption: chart.caption,
            legend: ItemList.Outcome.allCases.map {
              Key(style: "o-\($0.rawValue)", label: $0.rawValue)
            })
        ]
      }
    }
  }

  struct ListView {
    var entries: [String]
  }

  struct PanelRow {
    var panels: [Panel]
  }

  struct Panel {
    var svg: String
    var caption: String
  }

  struct FigureRow {
    var figures: [Report.Figure]
  }

  /// A plot in both its widths; the style sheet shows the one that fits.
  struct Plot {
    var wide: String
    var narrow: String
    var caption: String
    var legend: [Key]

    init(_ svg: (ChartWidth) -> String, caption: String, series: [String]) {
      self.init(
        svg, caption: caption,
        legend: series.enumerated().map { Key(style: SeriesMark.style($0), label: $1) })
    }

    init(_ svg: (ChartWidth) -> String, caption: String, legend: [Key] = []) {
      wide = svg(.wide)
      narrow = svg(.narrow)
      self.caption = caption
      self.legend = legend
    }
  }

  struct Key {
    var style: String
    var label: String
  }

  struct TableView {
    var captions: [String]
    /// A table of many rows of short cells is set more tightly where the page is narrow.
    var attribute: String
    var header: [Cell]
    var rows: [Row]

    struct Row {
      var cells: [Cell]
    }

    struct Cell {
      var text: String
      /// The column's heading, shown beside the cell where the page is narrow.
      var heading: String
      /// Sentences are set to the left and may wrap, words are set to the left, numbers are neither.
      var style: String

      init(heading: String, isWord: Bool) {
        text = heading
        self.heading = ""
        style = isWord ? "word" : ""
      }

      init(_ text: String, heading: String, isWord: Bool) {
        self.text = text
        self.heading = heading
        style = text.count > 32 ? "long" : isWord ? "word" : ""
      }
    }

    init(_ table: Report.Table) {
      captions = table.caption.isEmpty ? [] : [table.caption]
      let isShort =
        table.header.allSatisfy { $0.count <= 12 }
        && table.rows.allSatisfy { $0.dropFirst().allSatisfy { $0.count <= 24 } }
      attribute = table.rows.count > 12 && isShort ? " class=\"many\"" : ""
      let isWord = table.header.indices.map { column in
        TableColumn.isText(table.rows.compactMap { column < $0.count ? $0[column] : nil })
      }
      header = zip(table.header, isWord).map { Cell(heading: $0, isWord: $1) }
      rows = table.rows.map { row in
        Row(
          cells: row.enumerated().map { column, text in
            let isKnown = column < table.header.count
            return Cell(
              text, heading: isKnown ? table.header[column] : "",
              isWord: isKnown && isWord[column])
          })
      }
    }
  }
}
