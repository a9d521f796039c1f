// SPDX-License-Identifier: Apache-2.0

extension PageView {
  /// The browser's controls and its data.
  struct BrowserView {
    var json: String
    var judges: [Choice]
    /// Two judges to set against each other; none where there is only one judge.
    var pairs: [Pair]
    /// The benchmarks to choose from; none where there is only one.
    var benchmarkRows: [BenchmarkRow]

    struct Choice {
      var index: Int
      var name: String
      var attribute: String
    }

    struct Pair {
      var first: [Choice]
      var second: [Choice]
    }

    struct BenchmarkRow {
      var benchmarks: [Choice]
    }

    init(_ browser: ItemBrowser) {
      json = browser.json
      let judges = browser.judges
      func choices(_ names: [String], chosen: Int) -> [Choice] {
        names.enumerated().map {
          Choice(index: $0, name: $1, attribute: $0 == chosen ? " selected" : "")
        }
      }
      self.judges = choices(judges, chosen: 0)
      pairs =
        judges.count > 1
        ? [Pair(first: choices(judges, chosen: 0), second: choices(judges, chosen: 1))] : []
      benchmarkRows =
        browser.benchmarks.count > 1
        ? [BenchmarkRow(benchmarks: choices(browser.benchmarks, chosen: -1))] : []
    }
  }
}
