// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayJudging
import AssayStore

/// `assay runs diff`: in what two runs differ.
struct RunsDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show in which settings and on which judgments two runs differ.")

  @Argument(help: "The first run: its name, or the first digits of its fingerprint.")
  var first: String

  @Argument(help: "The second run.")
  var second: String

  @Option(help: ArgumentHelp("List at most this many judgments; 0 lists all.", valueName: "n"))
  var limit = 50

  @OptionGroup var options: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try options.open()
    let runs = (try await store.run(first), try await store.run(second))
    let settings = try RunJournal(runs.1, in: store).run.differences(
      from: RunJournal(runs.0, in: store).run)
    let counts = try await store.difference(between: runs.0.id, and: runs.1.id)
    var items: [DifferingItem] = []
    let most = limit > 0 ? limit : Int.max
    while items.count < most {
      let page = try await store.differingItems(
        between: runs.0.id, and: runs.1.id, after: items.last?.key,
        limit: min(1024, most - items.count))
      guard !page.isEmpty else { break }
      items += page
    }
    try await store.close()
    let shown = Shown(
      first: runs.0.shortFingerprint, second: runs.1.shortFingerprint, settings: settings,
      counts: Shown.Counts(counts), items: items.map(Shown.Item.init))
    try output.print("runs diff", shown, text: Self.text(shown))
  }

  private static func text(_ shown: Shown) -> String {
    let counts = shown.counts
    var parts: [String] = []
    if !shown.settings.isEmpty {
      parts.append(shown.settings.map { "  \($0)" }.joined(separator: "\n"))
    }
    parts.append(
      """
      \(counts.differing) of \(counts.shared) shared judgments differ; right only in the first: \
      \(counts.rightInFirstOnly), only in the second: \(counts.rightInSecondOnly)
      only the first run has \(counts.onlyInFirst), only the second \(counts.onlyInSecond)
      """)
    if !shown.items.isEmpty {
      var table = TextTable(["example", "order", "vote", shown.first, shown.second])
      table.rows = shown.items.map {
        [$0.example, $0.order, "\($0.sample + 1)", $0.first.text, $0.second.text]
      }
      if shown.items.count < counts.differing {
        table.rows.append(["… \(counts.differing - shown.items.count) more (--limit 0)"])
      }
      parts.append(table.text)
    }
    return parts.joined(separator: "\n\n")
  }
}

/// The difference as `--json` has it.
private struct Shown: Encodable {
  var first: String
  var second: String
  /// Lines such as `seed: 1 there, 2 here`, where here is the second run.
  var settings: [String]
  var counts: Counts
  var items: [Item]

  struct Counts: Encodable {
    var shared: Int
    var differing: Int
    var rightInFirstOnly: Int
    var rightInSecondOnly: Int
    var onlyInFirst: Int
    var onlyInSecond: Int

    private enum CodingKeys: String, CodingKey {
      case shared, differing
      case rightInFirstOnly = "right_in_first_only", rightInSecondOnly = "right_in_second_only"
      case onlyInFirst = "only_in_first", onlyInSecond = "only_in_second"
    }

    init(_ difference: RunDifference) {
      shared = difference.shared
      differing = difference.differing
      rightInFirstOnly = difference.rightInFirstOnly
      rightInSecondOnly = difference.rightInSecondOnly
      onlyInFirst = difference.onlyInFirst
      onlyInSecond = difference.onlyInSecond
    }
  }

  struct Item: Encodable {
    var example: String
    var order: String
    var sample: Int
    var first: Answer
    var second: Answer

    struct Answer: Encodable {
      var text: String
      var correct: Bool?
    }

    init(_ item: DifferingItem) {
      example = item.key.example
      order = item.key.order.rawValue
      sample = item.key.sample
      first = Answer(text: item.first.text, correct: item.first.isCorrect)
      second = Answer(text: item.second.text, correct: item.second.isCorrect)
    }
  }
}
