// SPDX-License-Identifier: Apache-2.0

/// What a report says, before it is turned into a page: headings, figures, tables, plots, items.
public struct Report: Sendable {
  public var title: String
  /// One or two sentences that a reader in a hurry takes away.
  public var summary: String
  /// Where the numbers come from: model, data, seed, version.
  public var facts: [Fact]
  public var sections: [Section]

  public init(title: String, summary: String, facts: [Fact] = [], sections: [Section] = []) {
    self.title = title
    self.summary = summary
    self.facts = facts
    self.sections = sections
  }

  /// One line of provenance.
  public struct Fact: Sendable {
    public var label: String
    public var value: String

    public init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }

  /// A part of the page with a heading of its own.
  public struct Section: Sendable {
    public var heading: String
    /// What the part shows and how to read it.
    public var lead: String
    public var blocks: [Block]

    public init(heading: String, lead: String = "", blocks: [Block]) {
      self.heading = heading
      self.lead = lead
      self.blocks = blocks
    }
  }

  /// One thing in a section.
  public enum Block: Sendable {
    case figures([Figure])
    case table(Table)
    case intervals(IntervalChart)
    case lines(LineChart)
    case outcomes(OutcomeChart)
    case scatter(ScatterChart)
    /// Small plots side by side.
    case panels([ScatterChart])
    case shares(ShareChart)
    case histogram(HistogramChart)
    /// Small plots side by side.
    case planes([PlaneChart])
    case prose(String)
    case list([String])
    case items(ItemList)
    case browser(ItemBrowser)
  }

  /// A number in large type, with its interval and what it is of.
  public struct Figure: Sendable {
    public var label: String
    public var value: String
    public var detail: String

    public init(label: String, value: String, detail: String = "") {
      self.label = label
      self.value = value
      self.detail = detail
    }
  }

  /// A table; the first column and those of words are set to the left, numbers to the right.
  public struct Table: Sendable {
    public var caption: String
    public var header: [String]
    public var rows: [[String]]

    public init(caption: String = "", header: [String], rows: [[String]]) {
      self.caption = caption
      self.header = header
      self.rows = rows
    }
  }
}
