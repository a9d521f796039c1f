// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayJudging

/// `trace`: what a teacher thinks and says about each example (R3 §3.2.4).
///
/// - `judge`: the teacher; `style`, `temperature`, `max_tokens` (8192) and so on as everywhere.
/// - `samples`: how often it is asked; 1. Of several answers the first with the most frequent
///   judgment is the trace, and all of them are kept.
/// - `retry`: whether an answer that cannot be read is asked for once more with twice the tokens;
///   false.
/// - `again`: whether examples that have a trace are asked about, too; false.
///
/// The trace is in the metadata as `teacher`, thinking apart from the answer. The right judgment is
/// not looked at; that is the business of `teacher-agreement`. Examples on which the teacher gives
/// no judgment leave: `no-answer` where the model did not answer, `empty`, `truncated`, `refused`,
/// and `unreadable` for an answer without a verdict.
struct TraceOperation: ItemwiseOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "trace", summary: "A teacher's thinking and answer for each example, kept with it.")
  ) { try TraceOperation($0) }

  let judge: JudgeSettings
  let samples: Int
  let retries: Bool
  let again: Bool
  var batchSize: Int { max(1, judge.batch / samples) }
  var concurrentBatches: Int { 4 }

  init(_ section: RecipeSection) throws {
    judge = try JudgeSettings(section, sampling: SamplingParameters(maximumTokens: 8192))
    samples = try section.whole("samples", atLeast: 1) ?? 1
    retries = try section.flag("retry") ?? false
    again = try section.flag("again") ?? false
  }

  func content(in context: CurationContext) async throws -> JSONValue {
    [
      "judge": try await judge.content(in: context), "samples": .integer(samples),
      "retry": .bool(retries), "again": .bool(again),
    ]
  }

  func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    // R3's traces have 850 words (table 6), thinking included.
    [try judge.demand(of: sample, count: count, requests: samples, answer: 1200)]
  }

  func worker(in context: CurationContext) async throws -> ItemWorker {
    let judging = BatchJudging(
      try await judge.judge(in: context),
      policy: JudgingPolicy(
        orders: .asGivenOnly, votes: samples, retriesUnreadable: retries))
    return { batch in
      let open = batch.indices.filter { again || TeacherTrace(of: batch[$0]) == nil }
      var outcomes = batch.map { ItemOutcome(kept: [$0], note: "traced before") }
      let records = try await judging.records(of: open.map { batch[$0] })
      for (place, some) in zip(open, records) {
        outcomes[place] = Self.outcome(of: batch[place], some, judging.judge)
      }
      return outcomes
    }
  }

  private static func outcome(
    of example: Example, _ records: [JudgmentRecord], _ judge: Judge
  ) -> ItemOutcome {
    var traces: [TeacherTrace] = []
    var failure: Departure?
    for record in records {
      if let fault = fault(of: record) {
        failure = failure ?? fault
      } else if let trace = TeacherTrace(record, of: judge) {
        traces.append(trace)
      }
    }
    guard let chosen = mostFrequent(traces) else {
      return ItemOutcome(
        kept: [],
        departure: failure
          ?? Departure(filter: "trace", reason: "no-answer", detail: "the teacher was not asked"))
    }
    var kept = chosen.attached(to: example)
    kept.metadata["teacher_samples"] =
      records.count > 1 ? .array(traces.map(\.jsonValue)) : nil
    return ItemOutcome(kept: [kept], note: "traced")
  }

  /// Why the record is no trace; `nil` where it is one.
  private static func fault(of record: JudgmentRecord) -> Departure? {
    func fault(_ reason: String, _ detail: String = "") -> Departure {
      Departure(filter: "trace", reason: reason, detail: detail)
    }
    guard let completion = record.completion else {
      let cause = record.verdict.unscoredReason
      return fault("no-answer", cause.map { $0.detail ?? $0.kind } ?? "")
    }
    let parts = ThinkingParts(completion)
    // A text that was cut off is no target, even where its verdict can be made out.
    if completion.finishReason == .length || record.verdict.unscoredReason == .truncated {
      return fault("truncated", head(parts.answer.isEmpty ? parts.reasoning ?? "" : parts.answer))
    }
    if record.verdict.unscoredReason == .refused { return fault("refused", head(parts.answer)) }
    if parts.answer.isEmpty { return fault("empty", parts.reasoning == nil ? "" : "only thinking") }
    if let cause = record.verdict.unscoredReason {
      return fault("unreadable", "\(cause.kind): \(head(parts.answer))")
    }
    return nil
  }

  private static func mostFrequent(_ traces: [TeacherTrace]) -> TeacherTrace? {
    var counts: [String: Int] = [:]
    for trace in traces { counts[trace.judgment?.description ?? "", default: 0] += 1 }
    let most = counts.values.max()
    return traces.first { counts[$0.judgment?.description ?? ""] == most }
  }

  /// Enough of a text for a person to see what it is.
  private static func head(_ text: String) -> String {
    text.count > 160 ? "\(text.prefix(160))…" : text
  }
}
