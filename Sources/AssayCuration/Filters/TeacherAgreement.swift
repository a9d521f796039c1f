// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayJudging

/// R3's first filter: drops examples on which the teacher's verdict is not the right judgment
/// (arXiv 2505.13388, §2.3: 20,000 become 13,772).
///
/// The teacher is asked once, with the responses as they stand; its trace stays with the example
/// (`TeacherTrace`). An example that carries a trace already is not asked again. Verdicts compare
/// as `JudgmentAgreement` says. Only the label is compared: a lucky guess stays, and
/// `swapped-order` finds some of those.
public struct TeacherAgreement: CurationFilter {
  public static let card = FilterCard(
    name: "teacher-agreement",
    summary: "Drops examples on which the teacher's verdict is not the right judgment (R3's first "
      + "filter).",
    parameters: [.init("judge", "", "the teacher: a style, a model and a sampling")],
    reasons: [
      .init("wrong-verdict", "The detail says the right judgment and the teacher's."),
      .init("no-verdict", "The teacher's answer holds no verdict; the detail says why."),
      .init("no-answer", "The teacher did not answer; the detail says why."),
      .init("no-gold", "There is no right judgment to compare with."),
    ])

  public let name = TeacherAgreement.card.name
  private let judging: BatchJudging

  /// - Parameters:
  ///   - judge: The teacher; its policy's orders and votes do not count.
  ///   - keepsIdentifiers: Whether a recording is replayed, whose keys are plain identifiers.
  public init(_ judge: Judge, keepsIdentifiers: Bool = false) {
    let policy = JudgingPolicy(
      orders: .asGivenOnly, votes: 1, retriesUnreadable: judge.policy.retriesUnreadable)
    judging = BatchJudging(judge, policy: policy, keepsIdentifiers: keepsIdentifiers)
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    let open = batch.indices.filter { batch[$0].gold != nil && TeacherTrace(of: batch[$0]) == nil }
    let records = try await judging.records(of: open.map { batch[$0] })
    var answers: [Int: JudgmentRecord] = [:]
    for (place, some) in zip(open, records) { answers[place] = some.first }
    return batch.indices.map { fate(of: batch[$0], answers[$0]) }
  }

  private func fate(of example: Example, _ record: JudgmentRecord?) -> Fate {
    guard let gold = example.gold else { return Self.card.departure("no-gold") }
    let known =
      TeacherTrace(of: example)
      ?? record.flatMap { TeacherTrace($0, model: judging.judge.model.identity.name) }
    guard let trace = known else {
      let cause = record?.verdict.unscoredReason
      return Self.card.departure(
        "no-answer", cause.map { $0.detail ?? $0.kind } ?? "the teacher was not asked")
    }
    guard let judgment = trace.judgment else {
      return Self.card.departure("no-verdict", trace.unscored ?? "unparsed")
    }
    guard JudgmentAgreement.agree(judgment, gold) else {
      return Self.card.departure("wrong-verdict", "right is \(gold), the teacher says \(judgment)")
    }
    return .kept(trace.attached(to: example))
  }
}
