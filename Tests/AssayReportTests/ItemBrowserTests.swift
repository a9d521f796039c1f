// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Testing

@testable import AssayReport

@Suite struct ItemBrowserTests {
  private let hostile = "</script><script>alert('x')</script><!-- \u{202E}\u{2066}\u{0}\"\\ &amp; é"

  /// The data that a page's script reads.
  private func items(of page: String) throws -> JSONValue {
    let start = try #require(page.range(of: "<script type=\"application/json\">"))
    let end = try #require(page[start.upperBound...].range(of: "</script>"))
    return try JSONParser.parse(String(page[start.upperBound..<end.lowerBound]))
  }

  @Test func whatJudgesWroteIsNeverMarkup() throws {
    let examples = JudgedRuns.examples(2, text: hostile)
    let report = ComparisonReport.report(
      for: Comparison([
        try JudgedRuns.run(hostile, [.right, .wrong], text: hostile, examples: examples),
        try JudgedRuns.run("b", [.right, .unread], text: hostile, examples: examples),
      ]))
    let page = try ReportRenderer().html(report)
    // The data and the script, and nothing of the texts.
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(page.components(separatedBy: "</script").count == 3)
    #expect(!page.contains("<!--"))
    #expect(!page.contains("alert('x')<"))
    #expect(!page.unicodeScalars.contains { [0x202E, 0x2066, 0].contains($0.value) })
    let data = try items(of: page)
    let visible = hostile.replacing("\u{202E}", with: "⟨U+202E⟩")
      .replacing("\u{2066}", with: "⟨U+2066⟩")
    let first = try #require(data["items"]?[0])
    #expect(first["v"]?[0]?["a"]?[0]?[2]?.stringValue == visible)
    #expect(first["q"]?[1]?[1]?.stringValue == "better \(visible)")
    #expect(first["v"]?[0]?["o"]?.stringValue == "right")
    #expect(data["items"]?[1]?["v"]?[1]?["o"]?.stringValue == "unscored")
  }

  @Test func disagreementsAreMarked() throws {
    let browser = ItemBrowser(
      Comparison([
        try JudgedRuns.run("a", [.right, .wrong, .flipped, .right]),
        try JudgedRuns.run("b", [.right, .flipped, .right, .unread]),
      ]))
    #expect(browser.total == 4)
    // Wrong and flipped are both not right.
    #expect(browser.disagreements == 2)
    #expect(browser.note.hasPrefix("All 4 examples"))
    #expect(!browser.isClipped)
  }

  @Test func longAnswersAreCutInTheirMiddle() {
    let text = "begin" + String(repeating: "é", count: 1_000_000) + "end"
    let clipped = BrowserItem.clipped(text, to: 999)
    #expect(clipped.hasPrefix("begin"))
    #expect(clipped.hasSuffix("end"))
    #expect(clipped.contains("999009 characters left out"))
    #expect(clipped.unicodeScalars.count < 1100)
    #expect(BrowserItem.clipped("short", to: 999) == "short")
  }

  @Test func thePageStaysWithinItsLimit() throws {
    let answers = [JudgedRuns.Answer](repeating: .right, count: 20)
    let long = String(repeating: "word ", count: 200_000)
    let comparison = Comparison([
      try JudgedRuns.run("a", answers, text: long),
      try JudgedRuns.run("b", [.wrong] + answers.dropFirst(), text: long),
    ])
    let browser = ItemBrowser(comparison, limits: ItemBrowser.Limits(bytes: 200_000))
    #expect(browser.shown == 20)
    #expect(browser.isClipped)
    #expect(browser.json.utf8.count < 210_000)
    #expect(browser.note.contains("cut to \(browser.longestText) characters"))
    // Where there is room for one example only, it is the one that tells the judges apart.
    let tiny = ItemBrowser(comparison, limits: ItemBrowser.Limits(bytes: 5_000))
    #expect(tiny.shown == 1)
    #expect(tiny.json.contains("\"x\":true"))
    #expect(tiny.note.contains("1 of 20 examples"))
  }
}
