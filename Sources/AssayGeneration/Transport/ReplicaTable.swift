// SPDX-License-Identifier: Apache-2.0

/// Which server gets the next request: the least loaded of those that work.
///
/// A pure value; `ReplicaPool` gives it a lock and a clock.
struct ReplicaTable: Sendable {
  private struct Entry {
    var load = 0
    var failures = 0
    var probes = 0
    var isProbed = false
    /// When a server that is down may be tried again; `nil` while it is up.
    var downUntil: Duration?
    var pausedUntil = Duration.zero
  }

  /// What to do for the next request.
  enum Choice: Sendable, Hashable {
    /// Send it to this server.
    case send(Int)
    /// Ask this server first whether it is back.
    case probe(Int)
    /// Every server asked for patience for at least this long.
    case wait(Duration)
  }

  /// Failures in a row that take a server down, unless it could not be reached at all.
  static let failuresUntilDown = 3
  private static let longestAbsence = Duration.seconds(60)

  private var entries: [Entry]
  private var turn = 0

  init(count: Int) { entries = Array(repeating: Entry(), count: count) }

  /// Chooses; a server that is chosen has one request more until `finish`.
  mutating func choose(now: Duration) -> Choice {
    let due = entries.indices.first { index in
      guard let until = entries[index].downUntil else { return false }
      return until <= now && !entries[index].isProbed
    }
    if let due {
      entries[due].isProbed = true
      return .probe(due)
    }
    let up = entries.indices.filter { entries[$0].downUntil == nil }
    // Where none is up, the one that may be back first is tried all the same: the error that it
    // gives is the true one.
    let usable =
      up.isEmpty
      ? entries.indices.sorted {
        (entries[$0].downUntil ?? .zero, $0) < (entries[$1].downUntil ?? .zero, $1)
      }.prefix(1).map { $0 } : up
    let ready = usable.filter { entries[$0].pausedUntil <= now }
    guard !ready.isEmpty else {
      return .wait((usable.map { entries[$0].pausedUntil }.min() ?? now) - now)
    }
    let count = entries.count
    turn += 1
    let best = ready.min { left, right in
      (entries[left].load, (left + turn) % count) < (entries[right].load, (right + turn) % count)
    }
    let index = best ?? ready[0]
    entries[index].load += 1
    return .send(index)
  }

  /// Ends a request.
  ///
  /// - Returns: Whether the server went down by it.
  mutating func finish(_ index: Int, _ failure: RequestFailure.Kind?, now: Duration) -> Bool {
    entries[index].load -= 1
    guard let failure, failure.isOutage else {
      entries[index].failures = 0
      // An answer is the best health check.
      if failure == nil { entries[index].downUntil = nil }
      return false
    }
    entries[index].failures += 1
    let isDown = failure == .unreachable || entries[index].failures >= Self.failuresUntilDown
    guard isDown, entries.count > 1, entries[index].downUntil == nil else { return false }
    entries[index].probes = 0
    entries[index].downUntil = now + .seconds(1)
    return true
  }

  /// Ends a probe; a server that does not answer is left alone for twice as long.
  mutating func finishProbe(_ index: Int, isUp: Bool, now: Duration) {
    entries[index].isProbed = false
    entries[index].failures = 0
    if isUp {
      entries[index].downUntil = nil
    } else {
      entries[index].probes = min(entries[index].probes + 1, 6)
      entries[index].downUntil =
        now + min(Self.longestAbsence, .seconds(1 << entries[index].probes))
    }
  }

  /// Leaves a server alone for a while because it asked for it.
  ///
  /// - Returns: Whether every other server is out of use too, so that the request must wait.
  mutating func pause(_ index: Int, until: Duration, now: Duration) -> Bool {
    entries[index].pausedUntil = max(entries[index].pausedUntil, until)
    return entries.allSatisfy { $0.downUntil != nil || $0.pausedUntil > now }
  }

  /// The requests in flight at each server.
  var loads: [Int] { entries.map(\.load) }
}
