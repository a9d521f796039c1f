// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// What all benchmarks share between records and result: counting votes, finding what is missing,
/// reading by the official rule, and listing where it differs from ours.
struct Evaluation {
  let input: BenchmarkInput
  /// One decision per example, in the examples' order, by our reading.
  var decisions: [Decision]
  /// The same by the official reading; equal to ours where there is no official reader.
  var official: [Decision]
  let unscored: BenchmarkResult.Unscored
  let differences: [ReadingDifference]
  let notes: [String]

  init(_ input: BenchmarkInput) throws {
    self.input = input
    let examples = Dictionary(input.examples.map { ($0.id, $0) }) { first, _ in first }
    if let stray = input.records.first(where: { examples[$0.example] == nil }) {
      throw AssayError(
        .invalidArgument, "The answer for '\(stray.example)' belongs to none of the examples.",
        advice: "Give the data that the answers were made on.")
    }
    let policy = input.run.policy
    decisions = Self.complete(input.records, input.examples, policy)
    var differences: [ReadingDifference] = []
    if let reader = input.officialReader {
      let read = input.records.map { record -> JudgmentRecord in
        guard let example = examples[record.example] else { return record }
        let officially = Self.read(record, of: example, by: reader)
        if let difference = Self.difference(record, officially) { differences.append(difference) }
        return officially
      }
      official = Self.complete(read, input.examples, policy)
    } else {
      official = decisions
    }
    self.differences = differences
    let missing = policy.count(for: input.examples) - input.records.count
    unscored = Self.unscored(input.records, missing: max(0, missing))
    notes =
      missing > 0
      ? [
        "\(missing) of \(policy.count(for: input.examples)) answers are missing; they count as "
          + "failed."
      ] : []
  }

  /// The result with what is the same for all benchmarks filled in.
  func result(
    _ card: BenchmarkCard, official: [Metric], robust: [Metric],
    sections: [BenchmarkResult.Section], baselines: [BenchmarkResult.Baseline],
    notes: [String] = []
  ) -> BenchmarkResult {
    BenchmarkResult(
      benchmark: card,
      dataset: BenchmarkResult.Dataset(
        name: card.name, hash: Fingerprint.of(input.examples), n: input.examples.count,
        groups: Set(input.examples.map(\.group)).count),
      run: input.run,
      protocolText: "\(input.run.policy.summary); prompt style \(input.run.style), "
        + "\(input.run.form.rawValue); \(input.run.sampling.summary)",
      official: official, robust: robust, unscored: unscored, sections: sections,
      baselines: baselines, differences: differences, notes: self.notes + notes)
  }

  /// Decisions for all examples; an order that should have been asked and was not has failed.
  static func complete(
    _ records: [JudgmentRecord], _ examples: [Example], _ policy: JudgingPolicy
  ) -> [Decision] {
    let decided = Decision.decisions(from: records)
    let known = Dictionary(decided.map { ($0.id, $0) }) { first, _ in first }
    let missing = Verdict.Outcome.unscored(.failed("not judged"))
    return examples.map { example in
      var decision = Decision(example: example)
      decision.asGiven = known[example.id]?.asGiven
      decision.swapped = known[example.id]?.swapped
      for order in policy.orders(for: example.format) {
        switch order {
        case .asGiven: decision.asGiven = decision.asGiven ?? missing
        case .swapped: decision.swapped = decision.swapped ?? missing
        }
      }
      return decision
    }
  }

  private static func read(
    _ record: JudgmentRecord, of example: Example, by reader: any OfficialReader
  ) -> JudgmentRecord {
    guard let completion = record.completion else { return record }
    let shown = record.order == .swapped ? example.swapped() : example
    let verdict = Verdict(reader.officialOutcome(of: completion, for: shown))
    var copy = record
    copy.shown = verdict.outcome
    copy.verdict = record.order == .swapped ? verdict.swapped() : verdict
    return copy
  }

  private static func difference(
    _ ours: JudgmentRecord, _ official: JudgmentRecord
  ) -> ReadingDifference? {
    // Two reasons for no judgment are no difference: neither rule reads a judgment.
    guard ours.verdict.judgment != official.verdict.judgment else { return nil }
    return ReadingDifference(
      example: ours.example, order: ours.order, sample: ours.sample,
      official: text(official.verdict), ours: text(ours.verdict),
      excerpt: String((ours.completion?.text ?? "").suffix(240)))
  }

  private static func text(_ verdict: Verdict) -> String {
    verdict.judgment?.description ?? verdict.unscoredReason?.kind ?? ""
  }

  private static func unscored(
    _ records: [JudgmentRecord], missing: Int
  ) -> BenchmarkResult.Unscored {
    var counts: [String: Int] = [:]
    for record in records {
      if let reason = record.verdict.unscoredReason { counts[reason.kind, default: 0] += 1 }
    }
    if missing > 0 { counts[UnscoredReason.failed("").kind, default: 0] += missing }
    return BenchmarkResult.Unscored(
      verdicts: records.count + missing,
      reasons: counts.sorted { $0.key < $1.key }.map {
        BenchmarkResult.Unscored.Reason(reason: $0.key, count: $0.value)
      })
  }
}
