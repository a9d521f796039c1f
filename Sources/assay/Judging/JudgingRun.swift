// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import AssayJudging
import Foundation

/// Judges examples, into a file, a store or memory, while a progress line shows how far it is.
struct JudgingRun {
  var judge: Judge
  var examples: [Example]
  /// The file that keeps the verdicts.
  var file: URL?
  /// The store that keeps them.
  var keeping: RunKeeping?
  /// What was spent so far; `nil` for a model that costs nothing.
  var spending: (@Sendable () -> Spending)?
  /// The currency of the costs.
  var currency = ""
  var output: OutputOptions
  /// Whether the run must have been begun before.
  var isResuming = false

  /// All records, in the examples' order, once everything is judged.
  func records() async throws -> [JudgmentRecord] {
    let total = judge.policy.count(for: examples)
    var sink = try await JudgmentSink(
      run: judge.run(on: examples, software: assayVersion), expected: total, file: file,
      keeping: keeping, isResuming: isResuming)
    if sink.wasRepaired {
      output.note("The file's last line was torn by a crash and is asked again.")
    }
    let finished = sink.finished
    if !finished.isEmpty {
      output.note("\(finished.count) of \(total) judgments are there already.")
    }
    let progress = ProgressLine(
      "judging", total: total, unit: "verdicts", quiet: output.quiet, startingAt: finished.count)
    var tally = JudgingTally(done: finished.count, spending: spending, currency: currency)
    do {
      try await judge.judge(examples, skipping: finished) { records in
        try await sink.append(records)
        tally.add(records)
        progress.update(tally.done, details: tally.details)
      }
      try await sink.settle()
    } catch {
      // What was judged before the end is kept.
      try? await sink.settle()
      progress.update(tally.done, details: tally.details)
      if !output.quiet { progress.finish() }
      throw error
    }
    if !output.quiet { progress.finish() }
    if tally.failed > 0, keeping != nil || file != nil {
      output.note("\(tally.failed) requests failed; the same command asks them again.")
    }
    if tally.unasked > 0 {
      output.note(
        "\(tally.unasked) judgments cannot be asked for in the style '\(judge.style.name)'.")
    }
    return sorted(try await sink.close())
  }

  /// The records by example, vote and order. Runs that were taken up again have them in the order
  /// in which they came, and intervals must not depend on it.
  private func sorted(_ records: [JudgmentRecord]) -> [JudgmentRecord] {
    let places = Dictionary(
      examples.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    func place(_ record: JudgmentRecord) -> (Int, Int, Int) {
      (
        places[record.example] ?? .max, record.sample, record.order == .asGiven ? 0 : 1
      )
    }
    return records.sorted { place($0) < place($1) }
  }
}

/// The numbers of a run that its progress line shows.
struct JudgingTally {
  /// Judgments that are there, those of earlier runs included.
  private(set) var done: Int
  /// Of this run: without a judgment, and those of them whose request failed.
  private(set) var unscored = 0
  private(set) var failed = 0
  /// Of this run: examples that the style has no prompt for.
  private(set) var unasked = 0
  private let spending: (@Sendable () -> Spending)?
  private let currency: String
  private let start = ContinuousClock.now

  init(done: Int, spending: (@Sendable () -> Spending)?, currency: String) {
    self.done = done
    self.spending = spending
    self.currency = currency
  }

  mutating func add(_ records: [JudgmentRecord]) {
    done += records.count
    unscored += records.count { $0.verdict.judgment == nil }
    failed += records.count(where: \.hasFailed)
    unasked += records.count { $0.verdict.unscoredReason?.kind == "unsupported" }
  }

  /// Unscored verdicts, cost and tokens a second, as far as there are any.
  var details: [String] {
    var parts = unscored > 0 ? ["\(unscored) unscored"] : []
    if let spent = spending?() {
      if let cost = spent.cost { parts.append(Money.text(cost, currency)) }
      let seconds = ProgressText.seconds(ContinuousClock.now - start)
      let tokens = spent.usage.promptTokens + spent.usage.completionTokens
      if seconds > 0 { parts.append("\(Int(Double(tokens) / seconds)) tokens/s") }
    }
    return parts
  }
}

/// Money in words.
enum Money {
  /// Two decimals, or two digits that say something.
  static func text(_ amount: Double, _ currency: String) -> String {
    let number = String(format: amount > 0 && amount < 0.1 ? "%.2g" : "%.2f", amount)
    return currency.isEmpty ? number : "\(number) \(currency)"
  }
}
