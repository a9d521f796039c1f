// SPDX-License-Identifier: Apache-2.0
import AssayTraining
import Synchronization

/// Shows how far a rejection-sampling study is.
final class StudyProgress: Sendable {
  private let quiet: Bool
  private let sampling = Mutex<(iteration: Int, line: ProgressLine)?>(nil)

  init(quiet: Bool) { self.quiet = quiet }

  func show(_ event: RejectionSamplingStudy.Event) {
    guard !quiet else { return }
    switch event {
    case .measuring(let what): Console.note("Measuring \(what) on held-out problems.")
    case .gold(let iteration, let event):
      TrainingLines(quiet: false, prefix: "gold \(iteration): ").show(event)
    case .sampling(let event): show(event)
    }
  }

  private func show(_ event: RejectionSampling.Event) {
    switch event {
    case .sampling(let iteration, let done, let total):
      sampling.withLock { current in
        if current?.iteration != iteration {
          current = (
            iteration,
            ProgressLine("iteration \(iteration): sampling", total: total, unit: "examples")
          )
        }
        current?.line.update(done)
        if done == total { current?.line.finish() }
      }
    case .sampled(let iteration, let table):
      let rows = table.rows.map {
        "\($0.task) \(Int(($0.acceptance * 100).rounded())) %"
      }
      Console.note("iteration \(iteration): accepted \(rows.joined(separator: ", "))")
    case .training(let iteration, let event):
      TrainingLines(quiet: false, prefix: "iteration \(iteration): ").show(event)
    case .finished(let summary):
      Console.note("iteration \(summary.iteration): learnt \(summary.learnt) examples")
    }
  }
}
