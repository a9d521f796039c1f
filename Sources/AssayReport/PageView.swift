// SPDX-License-Identifier: Apache-2.0

/// The report in the shape that the template asks for. Empty arrays leave their part out.
struct PageView {
  var title: String
  var summary: String
  var style = PageStyle.text
  var script = PageScript.text
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
    var tables: [TableView] = []
    var paragraphs: [String] = []
    var itemLists: [ItemListView] = []

    init(_ block: Report.Block) {
      switch block {
      case .figures(let figures): figureRows = [FigureRow(figures: figures)]
      case .table(let table): tables = [TableView(table)]
      case .prose(let text): paragraphs = [text]
      case .items(let list): itemLists = [ItemListView(list)]
      case .intervals(let chart): plots = [Plot(svg: chart.svg, caption: chart.caption)]
      case .lines(let chart):
        plots = [
          Plot(
            svg: chart.svg, caption: chart.caption,
            legend: chart.series.enumerated().map { Key(style: "s\($0 % 4)", label: $1.label) })
        ]
      case .outcomes(let chart):
        plots = [
          Plot(
            svg: chart.svg, caption: chart.caption,
            legend: ItemList.Outcome.allCases.map {
              Key(style: "o-\($0.rawValue)", label: $0.rawValue)
            })
        ]
      }
    }
  }

  struct FigureRow {
    var figures: [Report.Figure]
  }

  struct Plot {
    var svg: String
    var caption: String
    var legend: [Key] = []
  }

  struct Key {
    var style: String
    var label: String
  }

  struct TableView {
    var captions: [String]
    var header: [String]
    var rows: [Row]

    struct Row {
      var cells: [Cell]
    }

    struct Cell {
      var text: String
      /// Sentences are set to the left and may wrap; numbers are neither.
      var style: String

      init(_ text: String) {
        self.text = text
        style = text.count > 32 ? "long" : ""
      }
    }

    init(_ table: Report.Table) {
      captions = table.caption.isEmpty ? [] : [table.caption]
      header = table.header
      rows = table.rows.map { Row(cells: $0.map(Cell.init)) }
    }
  }
}
