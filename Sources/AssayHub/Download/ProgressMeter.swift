// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Synchronization

/// Adds up what several downloads bring, and tells of it now and then.
final class ProgressMeter: Sendable {
  private struct State {
    var progress: HubProgress
    var fetched = 0
    var reportedAt: Duration
  }

  private let state: Mutex<State>
  private let timekeeper: any Timekeeper
  private let startedAt: Duration
  private let report: @Sendable (HubProgress) -> Void

  private static let interval = Duration.milliseconds(50)

  init(
    totalBytes: Int, totalFiles: Int, timekeeper: any Timekeeper,
    report: @escaping @Sendable (HubProgress) -> Void
  ) {
    startedAt = timekeeper.now
    self.timekeeper = timekeeper
    self.report = report
    let progress = HubProgress(
      bytes: 0, totalBytes: totalBytes, resumedBytes: 0, files: 0, totalFiles: totalFiles,
      bytesPerSecond: 0)
    state = Mutex(State(progress: progress, reportedAt: startedAt))
    report(progress)
  }

  /// The bytes that came over the network.
  var fetchedBytes: Int { state.withLock { $0.fetched } }

  /// Bytes came over the network.
  func add(fetched count: Int) {
    change(isDue: false) {
      $0.fetched += count
      $0.progress.bytes += count
    }
  }

  /// An earlier fetch had left bytes.
  func add(resumed count: Int) {
    change(isDue: false) {
      $0.progress.resumedBytes += count
      $0.progress.bytes += count
    }
  }

  /// Bytes were thrown away.
  func remove(_ count: Int) { change(isDue: true) { $0.progress.bytes -= count } }

  /// A file is whole; another process may have fetched what is left of it.
  func finish(file size: Int, counted: Int) {
    change(isDue: true) {
      $0.progress.files += 1
      $0.progress.bytes += size - counted
    }
  }

  private func change(isDue: Bool, _ body: (inout State) -> Void) {
    let now = timekeeper.now
    let progress: HubProgress? = state.withLock { state in
      body(&state)
      guard isDue || now - state.reportedAt >= Self.interval else { return nil }
      state.reportedAt = now
      let seconds = (now - startedAt) / .seconds(1)
      state.progress.bytesPerSecond = seconds > 0 ? Double(state.fetched) / seconds : 0
      return state.progress
    }
    if let progress { report(progress) }
  }
}
