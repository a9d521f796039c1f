// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What a filter decided about one example.
public enum Fate: Sendable, Hashable {
  /// The example stays, perhaps changed: a label counted, a trace shortened.
  case kept(Example)
  /// The example leaves.
  case dropped(Departure)

  /// The example, where it stays.
  public var example: Example? {
    if case .kept(let example) = self { example } else { nil }
  }

  /// The reason, where it leaves.
  public var departure: Departure? {
    if case .dropped(let departure) = self { departure } else { nil }
  }
}
