// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// One line on standard error that shows how far a job is, how fast, and when it ends.
///
/// It fits the terminal, however narrow, and is drawn again each second while nothing comes, so
/// that one sees it live. Where nobody watches (standard error is not a terminal) it stays silent
/// until `finish`.
final class ProgressLine: Sendable {
  private struct State {
    var completed: Int
    var details: [String] = []
    var shownAt: ContinuousClock.Instant?
    var pace: Pace
    var isOver = false
  }

  private let text: ProgressText
  private let isShown: Bool
  private let startingAt: Int
  private let started = ContinuousClock.now
  private let state: Mutex<State>
  private let ticking = Mutex<Task<Void, Never>?>(nil)

  /// - Parameter startingAt: What an earlier run had done; it does not count as speed.
  init(
    _ label: String, total: Int, unit: String, quiet: Bool = false, startingAt: Int = 0
  ) {
    self.startingAt = startingAt
    text = ProgressText(label: label, unit: unit, total: total)
    isShown = Console.isInteractive && !quiet
    state = Mutex(
      State(completed: startingAt, pace: Pace(completed: startingAt, at: started)))
    guard isShown else { return }
    let task = Task { [weak self] in
      while !Task.isCancelled {
        self?.draw()
        try? await Task.sleep(for: .seconds(1))
      }
    }
    ticking.withLock { $0 = task }
  }

  deinit { ticking.withLock { $0?.cancel() } }

  /// Records how much is done; redraws at most ten times a second.
  ///
  /// - Parameter details: What else there is to say, the most important first; a narrow terminal
  ///   shows as many as fit.
  func update(_ completed: Int, details: [String] = []) {
    let isDue = state.withLock { state in
      state.completed = completed
      state.details = details
      guard let shownAt = state.shownAt else { return true }
      return ContinuousClock.now - shownAt > .milliseconds(100) || completed == text.total
    }
    if isDue { draw() }
  }

  /// Ends the line; what is told next takes its place.
  func end() {
    ticking.withLock { $0?.cancel() }
    state.withLock { $0.isOver = true }
  }

  /// How long the job has taken.
  var elapsed: Duration { ContinuousClock.now - started }

  /// Ends the line with what was done in which time.
  func finish() {
    end()
    let summary = state.withLock { state in
      return text.summary(
        state.completed, new: state.completed - startingAt, in: elapsed,
        state.details)
    }
    Console.note(summary)
  }

  private func draw() {
    guard isShown else { return }
    let line: String? = state.withLock { state in
      guard !state.isOver else { return nil }
      let now = ContinuousClock.now
      state.shownAt = now
      state.pace.note(state.completed, at: now)
      return text.line(
        state.completed, rate: state.pace.rate(at: now), state.details, width: Console.width)
    }
    if let line { FileHandle.standardError.write(Data((Console.freshLine + line).utf8)) }
  }
}

/// The speed of the last half minute, which foretells the end better than that of the whole run.
struct Pace {
  private var points: [(completed: Int, at: ContinuousClock.Instant)]

  init(completed: Int, at instant: ContinuousClock.Instant) { points = [(completed, instant)] }

  /// Notes how much is done.
  mutating func note(_ completed: Int, at now: ContinuousClock.Instant) {
    if let last = points.last, now - last.at < .milliseconds(500) { return }
    points.append((completed, now))
    while points.count > 2, now - points[1].at > .seconds(30) { points.removeFirst() }
  }

  /// Units a second; 0 where nothing is known.
  func rate(at now: ContinuousClock.Instant) -> Double {
    guard let first = points.first, let last = points.last else { return 0 }
    let seconds = ProgressText.seconds(max(now, last.at) - first.at)
    return seconds > 0.2 ? Double(max(0, last.completed - first.completed)) / seconds : 0
  }
}
