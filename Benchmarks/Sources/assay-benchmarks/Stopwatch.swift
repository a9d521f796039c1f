// SPDX-License-Identifier: Apache-2.0

/// Wall-clock times of one piece of work, repeated.
struct Stopwatch {
  /// The seconds of every repeat, in the order run.
  private(set) var seconds: [Double] = []

  /// Runs the work `repeats` times, after one run that is not counted.
  mutating func time<Result>(repeats: Int, _ work: () throws -> Result) rethrows -> Result {
    var result = try work()
    for _ in 0..<repeats {
      let clock = ContinuousClock()
      let start = clock.now
      result = try work()
      let elapsed = clock.now - start
      seconds.append(
        Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
    }
    return result
  }
}
