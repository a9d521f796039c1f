// SPDX-License-Identifier: Apache-2.0

public import AssayCore

/// Cuts examples into disjoint rollout batches of one task mix (FARE §3.2, `B_0 … B_{T-1}`).
public enum RolloutBatches {
  /// The task of an example, as mixes and tables go by it.
  public static func task(of example: Example) -> String { example.format.name }

  /// Cuts the examples into `count` batches.
  ///
  /// Examples of one group (twins, and other judgments of the same question) stay in one batch,
  /// so that a batch is unseen when its turn comes. Groups with the same tasks are dealt in turn,
  /// so that every batch has the mix of the whole to within one group of each kind.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument` where there are fewer groups than
  ///   batches.
  public static func cut(
    _ examples: [Example], into count: Int, seed: UInt64
  ) throws -> [[Example]] {
    var order: [String] = []
    var members: [String: [Example]] = [:]
    for example in examples {
      if members[example.group] == nil { order.append(example.group) }
      members[example.group, default: []].append(example)
    }
    guard count >= 1, order.count >= count else {
      throw AssayError(
        .invalidArgument, "\(order.count) groups cannot be cut into \(count) rollout batches.",
        advice: "Use fewer iterations or more data.")
    }
    var kinds: [String: [String]] = [:]
    for group in order {
      let tasks = (members[group] ?? []).map(task(of:)).sorted().joined(separator: " ")
      kinds[tasks, default: []].append(group)
    }
    var batches = [[Example]](repeating: [], count: count)
    var turn = 0
    for kind in kinds.keys.sorted() {
      var generator = SeededGenerator(seed: seed, stream: "rollout-batches-\(kind)")
      for group in generator.shuffled(kinds[kind] ?? []) {
        batches[turn % count] += members[group] ?? []
        turn += 1
      }
    }
    return batches
  }
}
