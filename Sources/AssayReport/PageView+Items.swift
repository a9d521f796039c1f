// SPDX-License-Identifier: Apache-2.0

extension PageView {
  struct ItemListView {
    var outcomes: [String]
    var formats: [String]
    var items: [ItemView]
    var omissions: [String]

    init(_ list: ItemList) {
      let used = Set(list.items.map(\.outcome))
      outcomes = ItemList.Outcome.allCases.filter(used.contains).map(\.rawValue)
      formats = Set(list.items.map(\.format)).sorted()
      items = list.items.map(ItemView.init)
      omissions =
        list.omitted == 0
        ? [] : ["\(list.omitted) further items are in the run's file and were left out here."]
    }
  }

  struct ItemView {
    var id: String
    var format: String
    var gold: String
    var outcome: String
    var readings: [ReadingView]

    init(_ item: ItemList.Item) {
      id = item.id
      format = item.format
      gold = item.gold
      outcome = item.outcome.rawValue
      readings = item.readings.map(ReadingView.init)
    }
  }

  struct ReadingView {
    /// A page stays readable where one text is megabytes long; the run's file has all of it.
    static let longestText = 20_000

    var label: String
    var verdict: String
    var notes: [String]
    var prompt: String
    var completion: String

    init(_ reading: ItemList.Reading) {
      label = reading.label
      verdict = reading.verdict
      notes = reading.note.isEmpty ? [] : [reading.note]
      prompt = Self.clipped(reading.prompt)
      completion = Self.clipped(reading.completion)
    }

    private static func clipped(_ text: String) -> String {
      guard text.utf8.count > longestText else { return text }
      return String(text.prefix(longestText)) + "\n… (\(text.utf8.count) bytes in the run's file)"
    }
  }
}
