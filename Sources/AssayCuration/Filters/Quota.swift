// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Takes a given number out of a known number of things that come one by one, every subset being
/// equally likely (Knuth, *The Art of Computer Programming* 2, §3.4.2, algorithm S).
struct Quota: Sendable {
  private(set) var remaining: Int
  private(set) var wanted: Int
  private var generator: SeededGenerator

  init(take wanted: Int, of count: Int, seed: UInt64, stream: String) {
    remaining = max(0, count)
    self.wanted = min(max(0, wanted), remaining)
    generator = SeededGenerator(seed: seed, stream: stream)
  }

  /// Whether the next thing is taken.
  mutating func takes() -> Bool {
    guard remaining > 0 else { return false }
    let isTaken = generator.below(remaining) < wanted
    remaining -= 1
    if isTaken { wanted -= 1 }
    return isTaken
  }
}
