// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore

/// A scale of whole numbers as people write it: `1-10`, `0-1`, `-3-3` or `1..5`.
struct ScaleArgument: ExpressibleByArgument {
  var scale: ScoreScale

  init?(argument: String) {
    guard let match = argument.wholeMatch(of: /(-?\d+)(?:-|\.\.)(-?\d+)/),
      let lowest = Int(match.1), let highest = Int(match.2), lowest < highest,
      highest - lowest < 1000
    else { return nil }
    scale = ScoreScale(lowest: lowest, highest: highest)
  }
}
