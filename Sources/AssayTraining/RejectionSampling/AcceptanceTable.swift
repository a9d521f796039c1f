// SPDX-License-Identifier: Apache-2.0

import AssayCore

/// How rejection sampling went, task by task: what was sampled, what was kept, and whether a
/// class dies out among what was kept.
public struct AcceptanceTable: Sendable, Hashable, Codable {
  /// One row for each task, by name.
  public var rows: [Row]

  /// One task in one iteration.
  public struct Row: Sendable, Hashable, Codable {
    public var iteration: Int
    public var task: String
    /// How many examples were sampled.
    public var examples: Int
    /// How many had at least one right sample.
    public var accepted: Int
    /// The mean share of right samples.
    public var passRate: Double
    /// How many samples gave no judgment, by reason.
    public var unscored: [String: Int]
    /// How many of all examples have each gold judgment.
    public var sampledBalance: [String: Int]
    /// How many of the accepted ones have each.
    public var acceptedBalance: [String: Int]

    /// The share of examples that were accepted.
    public var acceptance: Double { examples == 0 ? 0 : Double(accepted) / Double(examples) }

    private enum CodingKeys: String, CodingKey {
      case iteration, task, examples, accepted, unscored
      case passRate = "pass_rate", sampledBalance = "sampled_balance"
      case acceptedBalance = "accepted_balance"
    }
  }

  public init(_ rollouts: [Rollout]) {
    let tasks = Dictionary(grouping: rollouts) { Key(iteration: $0.iteration, task: $0.task) }
    rows = tasks.keys.sorted { ($0.iteration, $0.task) < ($1.iteration, $1.task) }.map { key in
      Row(key: key, rollouts: tasks[key] ?? [])
    }
  }

  fileprivate struct Key: Hashable {
    var iteration: Int
    var task: String
  }
}

extension AcceptanceTable.Row {
  fileprivate init(key: AcceptanceTable.Key, rollouts: [Rollout]) {
    let kept = rollouts.filter { $0.chosen != nil }
    iteration = key.iteration
    task = key.task
    examples = rollouts.count
    accepted = kept.count
    passRate = rollouts.reduce(0) { $0 + $1.passRate } / Double(max(1, rollouts.count))
    let reasons = rollouts.flatMap(\.samples).compactMap { sample -> String? in
      if case .unscored(let reason) = sample.outcome { reason.kind } else { nil }
    }
    unscored = Self.counts(reasons)
    sampledBalance = Self.counts(rollouts.map(\.gold.description))
    acceptedBalance = Self.counts(kept.map(\.gold.description))
  }

  private static func counts(_ names: [String]) -> [String: Int] {
    Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
  }
}
