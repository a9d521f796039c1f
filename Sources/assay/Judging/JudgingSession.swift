// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import AssayJudging
import AssayStore
import Foundation

/// A judge that is ready, with the store that keeps what it says.
struct JudgingSession {
  /// The judge; ``judge(of:)`` holds it to the form of given examples.
  var judge: Judge
  /// The endpoint that serves the model; `nil` for a local one.
  var served: Served?
  var store: Store?
  /// The run's name in the store.
  var name: String?
  /// Whether only runs are wanted that were begun before.
  var isResuming = false

  /// A model behind an endpoint.
  struct Served {
    var model: EndpointModel
    var keyed: ContentKeyedModel
    var configuration: EndpointConfiguration
    var isStructured: Bool
  }

  /// The judge of these examples.
  ///
  /// - Parameter watch: Told of answers that do not have the form.
  func judge(of examples: [Example], watch: FormWatch? = nil) throws -> Judge {
    guard let served, served.isStructured else { return judge }
    var judge = judge
    judge.model = try StructuredModel(
      served.keyed, for: examples, style: judge.style, form: judge.form,
      dialect: served.model.dialect, watch: watch)
    return judge
  }

  /// Judges the examples.
  ///
  /// - Parameters:
  ///   - file: The file that keeps the judgments beside the store.
  ///   - part: What is added to the run's name, where one command makes several runs.
  /// - Returns: The judge and its records, in the examples' order.
  func records(
    of examples: [Example], file: URL?, part: String? = nil, output: OutputOptions
  ) async throws -> (judge: Judge, records: [JudgmentRecord]) {
    let watch = served.map { served in
      FormWatch(thinkingEnd: served.configuration.thinking.closing) { output.note($0) }
    }
    let judge = try judge(of: examples, watch: watch)
    var run = JudgingRun(judge: judge, examples: examples, file: file, output: output)
    // Of several runs of one command, the later ones may not have been begun.
    run.isResuming = isResuming && part == nil
    if let store {
      let keyed = served?.keyed
      run.keeping = RunKeeping(
        store: store, name: name.map { name in part.map { "\(name)/\($0)" } ?? name },
        contentKey: { keyed?.contentKey(of: $0) })
    }
    if let served {
      run.spending = { served.model.spending }
      run.currency = served.configuration.budget.price?.currency ?? ""
    }
    let records = try await Interruption.stopping(by: served.map(Self.stop)) { [run] in
      try await run.records()
    }
    if let count = watch?.count, count.strays > 0 {
      output.note("\(count.strays) of \(count.answers) whole answers do not have the form.")
    }
    return (judge, records)
  }

  /// How a run at an endpoint is interrupted: what is in flight is paid for, so it is waited for.
  private static func stop(_ served: Served) -> Interruption.Stop {
    let model = served.model
    let longest = ProgressText.clock(
      ProgressText.seconds(served.configuration.timeouts.total))
    return Interruption.Stop(
      begin: {
        model.stopSending()
        let (count, mean) = model.underWay
        guard count > 0 else { return "Stopping: nothing is in flight." }
        let usual = mean.map { mean in
          "an answer takes \(String(format: "%.1f", ProgressText.seconds(mean))) s, "
        }
        return
          "Stopping: nothing more is sent; \(count) requests in flight are waited for and kept "
          + "(\(usual ?? "")at most \(longest)). Ctrl-C again stops at once and loses them."
      }, finish: { await model.idle() })
  }
}
