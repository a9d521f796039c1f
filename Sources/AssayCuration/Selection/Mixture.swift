// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// How many examples each task gives to a mixture (FLAMe §4.1: proportional to sizes, capped).
struct Mixture: Sendable, Hashable {
  /// What a task's share is in proportion to.
  enum Rates: Sendable, Hashable {
    /// min(n, cap).
    case proportional
    case equal
    /// Tasks without a weight give none.
    case weights([String: Double])
  }

  /// The rates that need no numbers.
  enum NamedRates: String, CaseIterable {
    case proportional, equal
  }

  /// The most that one task gives.
  var cap: Int
  /// How many in all; `nil` for as many as sizes and cap allow.
  var count: Int?
  var rates: Rates

  /// One task of a mixture.
  struct Share: Sendable, Hashable {
    var name: String
    /// How many examples there are.
    var size: Int
    /// Its part of the mixture as asked for, from 0 to 1.
    var rate: Double
    /// How many examples it gives.
    var quota: Int

    var jsonValue: JSONValue {
      [
        "task": .string(name), "examples": .integer(size), "rate": .number(rate),
        "quota": .integer(quota),
      ]
    }

    /// Why an example that is not taken leaves.
    func departure(by field: String) -> Departure {
      Departure(
        filter: "mix", reason: rate > 0 ? "over-quota" : "no-weight",
        detail: "\(field) '\(name)' gives \(quota) of \(size)")
    }
  }

  /// What each task gives, by name.
  func shares(sizes: [String: Int]) -> [Share] {
    let names = sizes.keys.sorted()
    let most = names.map { min(sizes[$0] ?? 0, cap) }
    let weights: [Double] =
      switch rates {
      case .proportional: most.map(Double.init)
      case .equal: names.map { _ in 1 }
      case .weights(let weights): names.map { weights[$0] ?? 0 }
      }
    // Apportionment gives what is left over also to tasks without a weight, if they have room.
    let room = zip(most, weights).map { $1 > 0 ? $0 : 0 }
    let quotas = Apportionment.shares(of: count ?? .max, weights: weights, capacities: room)
    let sum = weights.reduce(0, +)
    return names.indices.map {
      Share(
        name: names[$0], size: sizes[names[$0]] ?? 0, rate: sum > 0 ? weights[$0] / sum : 0,
        quota: quotas[$0])
    }
  }
}
