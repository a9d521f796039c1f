// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// What a pass did: how many examples left at each filter and why, and what the set was made of
/// before the first filter and after each.
public struct FilterAccount: Sendable, Hashable, Codable {
  /// The set before the first filter.
  public internal(set) var entered = Composition()
  /// How many left before the first filter, because they contradict their format.
  public internal(set) var refused = 0
  /// The filters in their order.
  public internal(set) var steps: [Step]

  /// One filter's work.
  public struct Step: Sendable, Hashable, Codable {
    public var filter: String
    /// The reasons that examples left for, in alphabetical order.
    public var reasons: [Reason] = []
    /// The set after the filter.
    public var after = Composition()
  }

  /// How often examples left for a reason, with the first few of them.
  public struct Reason: Sendable, Hashable, Codable {
    public var name: String
    public var count: Int
    public var shown: [Case]

    /// An example that left.
    public struct Case: Sendable, Hashable, Codable {
      public var example: String
      public var source: String
      public var detail: String
    }
  }

  /// The most cases that are kept for a reason.
  public static let shownCases = 3

  init(filters: [String]) { steps = filters.map { Step(filter: $0) } }

  /// How many examples stay at the end.
  public var kept: Int { steps.last?.after.count ?? entered.count - refused }

  /// How many examples left at a filter for a reason.
  public func count(_ filter: String, _ reason: String) -> Int {
    steps.filter { $0.filter == filter }.flatMap(\.reasons).filter { $0.name == reason }
      .reduce(0) { $0 + $1.count }
  }

  mutating func note(_ departure: Departure, of example: Example, step: Int) {
    let reason = departure.reason
    let shown = Reason.Case(
      example: example.id, source: example.source, detail: departure.detail)
    if let place = steps[step].reasons.firstIndex(where: { $0.name == reason }) {
      steps[step].reasons[place].count += 1
      if steps[step].reasons[place].shown.count < Self.shownCases {
        steps[step].reasons[place].shown.append(shown)
      }
    } else {
      steps[step].reasons.append(Reason(name: reason, count: 1, shown: [shown]))
      steps[step].reasons.sort { $0.name < $1.name }
    }
  }
}
