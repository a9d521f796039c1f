// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayReport
import AssayTestSupport
import Foundation
import Testing

@Suite struct ReportRendererTests {
  private let hostile = "</pre><script>alert('x')</script>&amp;"

  private func report() -> Report {
    Report(
      title: "Title \(hostile)", summary: "Summary \(hostile)",
      facts: [Report.Fact("seed", "17 \(hostile)")],
      sections: [
        Report.Section(
          heading: "First \(hostile)", lead: "Lead \(hostile)",
          blocks: [
            .figures([Report.Figure(label: hostile, value: "1", detail: hostile)]),
            .table(Report.Table(caption: hostile, header: [hostile], rows: [[hostile]])),
            .prose(hostile),
            .items(
              ItemList(
                items: [
                  ItemList.Item(
                    id: hostile, format: hostile, gold: hostile, outcome: .wrong,
                    readings: [
                      ItemList.Reading(
                        label: hostile, prompt: hostile, completion: hostile, verdict: hostile,
                        note: hostile)
                    ])
                ], omitted: 3)),
            .intervals(
              IntervalChart(
                caption: hostile,
                rows: [
                  IntervalChart.Row(
                    label: hostile, estimate: 0.5, lower: 0.4, upper: 0.6, count: 10)
                ])),
            .lines(
              LineChart(
                caption: hostile, horizontalLabel: hostile, verticalLabel: hostile,
                series: [
                  LineChart.Series(label: hostile, points: [LineChart.Point(x: 0, y: 1)])
                ])),
            .outcomes(
              OutcomeChart(
                caption: hostile, rows: [OutcomeChart.Row(label: hostile, counts: [.right: 1])])),
          ])
      ])
  }

  @Test func textFromOutsideIsNeverMarkup() throws {
    let page = try ReportRenderer().html(report())
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("alert('x')"))
    #expect(page.contains("&lt;script&gt;alert"))
    #expect(page.contains("&amp;amp;"))
  }

  @Test func pageLoadsNothing() throws {
    let page = try ReportRenderer().html(report())
    // Patterns of the page's own are named by their place in it.
    let outside = page.replacing("url(#p-", with: "")
    for word in ["http:", "https:", " src=", "@import", "url(", "<link"] {
      #expect(!outside.contains(word), "the page contains \(word)")
    }
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.components(separatedBy: "<script>").count == 2)
  }

  @Test func everyBlockIsThereOnce() throws {
    let page = try ReportRenderer().html(report())
    #expect(page.components(separatedBy: "<svg ").count == 8)
    #expect(page.components(separatedBy: "<table>").count == 2)
    #expect(page.components(separatedBy: "<details class=\"item\"").count == 2)
    #expect(page.contains("3 further items"))
  }

  @Test func emptyPartsLeaveNothingBehind() throws {
    let page = try ReportRenderer().html(Report(title: "Nothing", summary: ""))
    #expect(!page.contains("<section"))
    #expect(!page.contains("{{"))
  }

  @Test func longTextsAreClippedAndSaySo() throws {
    let long = String(repeating: "é", count: 5_000_000)
    let item = ItemList.Item(
      id: "1", format: "binary", gold: "true", outcome: .right,
      readings: [ItemList.Reading(label: "a", prompt: "p", completion: long, verdict: "true")])
    let page = try ReportRenderer().html(
      Report(
        title: "t", summary: "s",
        sections: [Report.Section(heading: "h", blocks: [.items(ItemList(items: [item]))])]))
    #expect(page.utf8.count < 200_000)
    #expect(page.contains("10000000 bytes"))
  }

  @Test func reportIsWrittenWhole() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "deep/er/report.html")
      try ReportRenderer().write(report(), to: file)
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.hasSuffix("</html>\n"))
    }
  }

  @Test func unwritablePlaceIsNamed() throws {
    let error = #expect(throws: AssayError.self) {
      try ReportRenderer().write(report(), to: URL(filePath: "/proc/nowhere/report.html"))
    }
    #expect(error?.code == .fileUnwritable)
    #expect(error?.location?.file == "/proc/nowhere/report.html")
  }
}
