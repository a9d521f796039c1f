// SPDX-License-Identifier: Apache-2.0

/// What a person should know of a filter before using it.
public struct FilterCard: Sendable, Hashable, Codable {
  /// The name in recipes, ledgers and data cards, such as `near-duplicates`.
  public var name: String
  /// One sentence on what leaves.
  public var summary: String
  /// What can be set, with its default.
  public var parameters: [Parameter]
  /// Every reason that the filter drops an example for.
  public var reasons: [Reason]

  /// One setting of a filter.
  public struct Parameter: Sendable, Hashable, Codable {
    public var name: String
    /// The default as text; empty where there is none and the parameter must be given.
    public var standard: String
    public var meaning: String

    public init(_ name: String, _ standard: String, _ meaning: String) {
      self.name = name
      self.standard = standard
      self.meaning = meaning
    }
  }

  /// One reason to leave, as it stands in `Departure.reason`.
  public struct Reason: Sendable, Hashable, Codable {
    public var name: String
    public var meaning: String

    public init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  public init(
    name: String, summary: String, parameters: [Parameter] = [], reasons: [Reason]
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.reasons = reasons
  }
}

extension FilterCard {
  /// A departure from this filter.
  func departure(_ reason: String, _ detail: String = "") -> Fate {
    .dropped(Departure(filter: name, reason: reason, detail: detail))
  }
}
