// SPDX-License-Identifier: Apache-2.0

/// Every judged item with what was asked, what was answered, and how it was read.
public struct ItemList: Sendable {
  /// The items that are shown.
  public var items: [Item]
  /// How many further items were left out to keep the page readable.
  public var omitted: Int

  public init(items: [Item], omitted: Int = 0) {
    self.items = items
    self.omitted = omitted
  }

  /// One judged example.
  public struct Item: Sendable {
    public var id: String
    public var format: String
    public var gold: String
    public var outcome: Outcome
    public var readings: [Reading]

    public init(
      id: String, format: String, gold: String, outcome: Outcome, readings: [Reading]
    ) {
      self.id = id
      self.format = format
      self.gold = gold
      self.outcome = outcome
      self.readings = readings
    }
  }

  /// How an item ended.
  public enum Outcome: String, Sendable, CaseIterable {
    case right, wrong, flipped, unscored
  }

  /// One completion: the prompt in one order, the text, the verdict.
  public struct Reading: Sendable {
    public var label: String
    public var prompt: String
    public var completion: String
    public var verdict: String
    public var note: String

    public init(
      label: String, prompt: String, completion: String, verdict: String, note: String = ""
    ) {
      self.label = label
      self.prompt = prompt
      self.completion = completion
      self.verdict = verdict
      self.note = note
    }
  }
}
