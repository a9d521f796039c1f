// SPDX-License-Identifier: Apache-2.0

public import AssayCore

/// What one iteration learns: the kept samples, a share of them as verdict alone, the easiest
/// first (FARE §3.2-3.3).
public struct Curriculum: Sendable, Hashable {
  public var items: [Item]

  /// One kept sample.
  public struct Item: Sendable, Hashable {
    /// The position of its rollout.
    public var rollout: Int
    public var form: PromptForm
    public var passRate: Double
  }

  /// Orders the rollouts that have a right sample.
  ///
  /// A fixed share of them, chosen at random, is learnt in verdict-only form. Examples of equal
  /// pass rate are shuffled, so that the order says nothing but how hard they were.
  public init(_ rollouts: [Rollout], verdictOnlyShare: Double, seed: UInt64) {
    let kept = rollouts.indices.filter { rollouts[$0].chosen != nil }
    let bare = ExampleEncoder.chosen(verdictOnlyShare, of: kept.count, seed: seed)
    var generator = SeededGenerator(seed: seed, stream: "curriculum")
    let shuffled = generator.shuffled(
      kept.enumerated().map { place, rollout in
        Item(
          rollout: rollout, form: bare.contains(place) ? .verdictOnly : .critique,
          passRate: rollouts[rollout].passRate)
      })
    items = shuffled.enumerated()
      .sorted { ($1.element.passRate, $0.offset) < ($0.element.passRate, $1.offset) }
      .map(\.element)
  }
}
