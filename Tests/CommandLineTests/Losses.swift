// SPDX-License-Identifier: Apache-2.0
import AssayFaultServer

/// When one process of a run was started, and when it was killed; `nil` where it was not.
struct ProcessSpan {
  var started: ContinuousClock.Instant
  var killed: ContinuousClock.Instant?
}

/// What killed processes lost, as the server counts it.
struct Losses: CustomStringConvertible {
  var kills = 0
  /// Requests that were in flight at a kill: not answered yet, or answered after it.
  var late = 0
  /// Requests that were asked again though they had been answered: how long before the kill the
  /// last byte of the answer had been handed to the server's socket.
  var answered: [Duration] = []
  /// Answers that were asked for again though no kill came between.
  var unexplained = 0

  /// - Parameters:
  ///   - spans: All processes of the run, in their order; no two of them at the same time.
  ///   - exchanges: All that the server exchanged with them.
  init(_ spans: [ProcessSpan], _ exchanges: [ServedExchange]) {
    kills = spans.count { $0.killed != nil }
    let repeated = Dictionary(grouping: exchanges, by: \.request.body)
    for exchange in exchanges {
      // A request can come after the kill of the process that sent it, but not after the start of
      // the next.
      guard let span = spans.last(where: { $0.started < exchange.arrived }) else { continue }
      let end = exchange.delivered ?? exchange.ended ?? .now
      if let killed = span.killed, end > killed {
        late += 1
      } else if let delivered = exchange.delivered,
        repeated[exchange.request.body]?.contains(where: { $0.arrived > delivered }) == true
      {
        if let killed = span.killed {
          answered.append(killed - delivered)
        } else {
          unexplained += 1
        }
      }
    }
  }

  /// How many of those that were answered had been so for longer.
  func older(than age: Duration) -> Int { answered.count { $0 > age } }

  var description: String {
    let ages = [1, 5, 20, 50].map { "\(older(than: .milliseconds($0))) > \($0) ms" }
    return "\(kills) kills, \(late) requests in flight at a kill, \(answered.count) asked again "
      + "though answered before it (\(ages.joined(separator: ", ")); longest "
      + "\(answered.max().map { "\($0)" } ?? "–"))"
  }
}
