// SPDX-License-Identifier: Apache-2.0
import AssayTraining
import Foundation
import Synchronization

/// Shows training events on standard error: one line that renews itself, or where nobody watches
/// one line from time to time.
final class TrainingLines: Sendable {
  private let quiet: Bool
  private let prefix: String
  private let shownAt = Mutex<ContinuousClock.Instant?>(nil)

  init(quiet: Bool, prefix: String = "") {
    self.quiet = quiet
    self.prefix = prefix
  }

  func show(_ event: TrainingEvent) {
    guard !quiet else { return }
    switch event {
    case .started(let start):
      Console.note(
        "\(prefix)\(start.parameters) parameters, \(start.examples) examples, "
          + "\(start.tokensPerEpoch) tokens an epoch, \(start.steps) steps in \(start.precision) "
          + "(\(start.precisionReason))"
          + (start.firstStep > 0 ? ", from step \(start.firstStep)" : ""))
    case .step(let step): show(step)
    case .evaluated(let step, let metrics):
      let numbers = metrics.sorted { $0.key < $1.key }.map { "\($0.key) \(percent($0.value))" }
      endLine()
      Console.note("\(prefix)step \(step): \(numbers.joined(separator: ", "))")
    case .checkpointed: break
    case .finished: endLine()
    }
  }

  private func show(_ step: TrainingStep) {
    let pause: Duration = Console.isInteractive ? .milliseconds(200) : .seconds(30)
    let isDue = shownAt.withLock { last in
      let now = ContinuousClock.now
      guard last.map({ now - $0 > pause }) ?? true || step.step == step.of else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    if Console.isInteractive {
      FileHandle.standardError.write(Data("\r\u{1B}[2K\(prefix)\(step.line)".utf8))
    } else {
      Console.note(prefix + step.line)
    }
  }

  private func endLine() {
    if Console.isInteractive { FileHandle.standardError.write(Data("\n".utf8)) }
  }

  private func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}
