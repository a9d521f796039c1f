// SPDX-License-Identifier: Apache-2.0
import AssayHub
import Foundation
import Synchronization

/// One line on standard error that shows how far fetching is.
///
/// Where nobody watches it stays silent.
final class TransferLine: Sendable {
  private let label: String
  private let isShown: Bool
  private let shownAt = Mutex<ContinuousClock.Instant?>(nil)

  init(_ label: String, quiet: Bool) {
    self.label = label
    isShown = Console.isInteractive && !quiet
  }

  /// Redraws at most ten times a second.
  func update(_ progress: HubProgress) {
    guard isShown, progress.totalBytes > 0 else { return }
    let isDue = shownAt.withLock { last in
      let now = ContinuousClock.now
      if let last, now - last < .milliseconds(100) { return false }
      last = now
      return true
    }
    if isDue { write("\r\u{1B}[2K\(text(progress))") }
  }

  /// Takes the line away.
  func clear() {
    if isShown { write("\r\u{1B}[2K") }
  }

  private func text(_ progress: HubProgress) -> String {
    let share = min(1, Double(progress.bytes) / Double(max(1, progress.totalBytes)))
    let filled = Int(share * 24)
    let bar = String(repeating: "━", count: filled) + String(repeating: "┄", count: 24 - filled)
    let rest = Double(progress.totalBytes - progress.bytes)
    let remaining =
      progress.bytesPerSecond > 0
      ? ProgressText.clock(rest / progress.bytesPerSecond) : "–"
    return "\(label) \(bar) \(Int(share * 100)) %  \(ByteText.text(Double(progress.bytes)))"
      + " of \(ByteText.text(Double(progress.totalBytes)))"
      + "  \(ByteText.text(progress.bytesPerSecond))/s  ETA \(remaining)"
      + "  \(progress.files)/\(progress.totalFiles) files"
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
