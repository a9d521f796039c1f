// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// One line on standard error that shows how far a job is, how fast, and when it ends.
///
/// Where nobody watches (standard error is not a terminal) it stays silent until `finish`.
final class ProgressLine: Sendable {
  private struct State {
    var completed = 0
    var detail = ""
    var shownAt = ContinuousClock.now
  }

  private let label: String
  private let total: Int
  private let unit: String
  private let isShown: Bool
  private let startingAt: Int
  private let started = ContinuousClock.now
  private let state = Mutex(State())

  /// - Parameter startingAt: What an earlier run had done; it does not count as speed.
  init(
    _ label: String, total: Int, unit: String, quiet: Bool = false, startingAt: Int = 0
  ) {
    self.startingAt = startingAt
    self.label = label
    self.total = total
    self.unit = unit
    isShown = Console.isInteractive && !quiet
  }

  /// Records how much is done; redraws at most ten times a second.
  func update(_ completed: Int, detail: String = "") {
    let line: String? = state.withLock { state in
      state.completed = completed
      state.detail = detail
      let now = ContinuousClock.now
      guard isShown, now - state.shownAt > .milliseconds(100) || completed == total else {
        return nil
      }
      state.shownAt = now
      return text(state, at: now)
    }
    if let line { FileHandle.standardError.write(Data("\r\u{1B}[2K\(line)".utf8)) }
  }

  /// Ends the line with what was done in which time.
  func finish() {
    let state = state.withLock { $0 }
    let seconds = Self.seconds(ContinuousClock.now - started)
    let rate = seconds > 0 ? Double(max(0, state.completed - startingAt)) / seconds : 0
    let summary =
      "\(label): \(state.completed) \(unit) in \(Self.clock(seconds))"
      + " (\(Self.number(rate)) \(unit)/s)\(state.detail.isEmpty ? "" : ", \(state.detail)")"
    Console.note((isShown ? "\r\u{1B}[2K" : "") + summary)
  }

  private func text(_ state: State, at now: ContinuousClock.Instant) -> String {
    let seconds = Self.seconds(now - started)
    let rate = seconds > 0 ? Double(max(0, state.completed - startingAt)) / seconds : 0
    let share = total > 0 ? min(1, Double(state.completed) / Double(total)) : 0
    let filled = Int(share * 24)
    let bar = String(repeating: "━", count: filled) + String(repeating: "┄", count: 24 - filled)
    let remaining = rate > 0 ? Self.clock(Double(max(0, total - state.completed)) / rate) : "–"
    return "\(label) \(bar) \(Int(share * 100)) %  \(state.completed)/\(total) \(unit)"
      + "  \(Self.number(rate))/s  ETA \(remaining)"
      + (state.detail.isEmpty ? "" : "  \(state.detail)")
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// `m:ss`, or `h:mm:ss` from an hour on.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds), 359_999).rounded())
    let pair = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    let minutes = whole / 60 % 60
    let head = whole >= 3600 ? "\(whole / 3600):\(pair(minutes))" : "\(minutes)"
    return "\(head):\(pair(whole % 60))"
  }

  private static func number(_ value: Double) -> String {
    value >= 100 ? "\(Int(value.rounded()))" : String(format: "%.1f", value)
  }
}
