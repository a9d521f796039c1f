// SPDX-License-Identifier: Apache-2.0

import AssayBench
import AssayCore
import AssayJudging

/// The examples of a comparison with every judge's answers, as data that the page's script turns
/// into lines when they are looked at.
public struct ItemBrowser: Sendable {
  /// How large it may become.
  public struct Limits: Sendable {
    /// The most bytes of all texts together.
    public var bytes: Int
    /// The most characters of one text, where there is room.
    public var longestText: Int

    public init(bytes: Int = 20 << 20, longestText: Int = 20_000) {
      self.bytes = bytes
      self.longestText = longestText
    }
  }

  /// The judges' names.
  public var judges: [String]
  /// The benchmarks' titles.
  public var benchmarks: [String]
  /// How many examples there are, those that were left out included.
  public var total: Int
  /// How many of them judges disagree about.
  public var disagreements: Int
  /// How many are shown: those that judges disagree about come first where there is no room.
  public var shown: Int
  /// The most characters of a text that is shown.
  public var longestText: Int
  /// Whether any text was cut to that length.
  public var isClipped: Bool
  /// The data, as JSON that may stand inside an element of HTML.
  var json: String

  /// - Parameter comparison: Runs that kept their texts.
  public init(_ comparison: Comparison, limits: Limits = Limits()) {
    var items = BrowserItem.items(of: comparison)
    judges = comparison.judges
    benchmarks = comparison.benchmarks.map(\.title)
    total = items.count
    disagreements = items.count { $0.isDisagreement }
    longestText = Self.longestText(for: items, limits)
    let longest = longestText
    isClipped = items.contains { $0.texts.contains { $0.utf8.count > longest } }
    var room = limits.bytes
    // Where not even short texts all fit, examples that tell judges apart go first.
    var kept: Set<Int> = []
    for isWanted in [true, false] {
      for (index, item) in items.enumerated() where item.isDisagreement == isWanted {
        room -= item.size(longestText: longest)
        if room >= 0 { kept.insert(index) } else { break }
      }
    }
    items = items.enumerated().filter { kept.contains($0.offset) }.map(\.element)
    shown = items.count
    let data = JSONValue.object([
      "judges": .array(judges.map { .string($0) }),
      "benchmarks": .array(benchmarks.map { .string($0) }),
      "items": .array(items.map { $0.json(longestText: longest) }),
    ])
    // No text can end the element that holds the data, or begin another one.
    json = data.jsonText.replacing("<", with: "\\u003c")
  }

  /// The length of texts at which everything fits, or the shortest one that is still of use.
  private static func longestText(for items: [BrowserItem], _ limits: Limits) -> Int {
    var longest = limits.longestText
    while longest > 600,
      items.reduce(0, { $0 + $1.size(longestText: longest) }) > limits.bytes
    {
      longest = max(600, longest / 2)
    }
    return longest
  }

  /// What is on the page and what is not, in words.
  public var note: String {
    var parts = [shown == total ? "All \(total) examples are on the page." : ""]
    if shown < total {
      parts = ["\(shown) of \(total) examples are on the page; the others had no room."]
    }
    if isClipped {
      parts.append("Texts are cut to \(longestText) characters, out of their middle.")
    }
    let megabytes = Double(json.utf8.count) / 1e6
    parts.append(
      "They take \(SVGText.number((megabytes * 10).rounded() / 10)) MB; the judgments' own files "
        + "have everything.")
    return parts.joined(separator: " ")
  }
}
