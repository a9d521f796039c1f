// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData

/// `grade`: labels responses as right or wrong, so that samples of models become examples (FARE
/// §3.3, generate then grade).
///
/// - `by`: `answer` compares the final answer with the right one by text, number and formula;
///   `exact` compares the whole response with it; `tests` runs the tests of the metadata (`tests`)
///   in a sandbox, in which `{response}` stands for the response; `judge` asks a judge whether the
///   response is right, beside the right answer where one is known.
/// - `judge`: for `by: judge` the judge, as everywhere; `votes`: how often it is asked; 1. An equal
///   number of votes for both is `no-majority`, none at all `no-verdict` or `no-answer`.
/// - `again`: whether examples that have a label already are graded, too; false.
/// - `wall_seconds`: how long a program may run; 10.
///
/// The right answer is the metadata's `answer`, or else the reference. Examples with several
/// responses, or without what the grader needs, leave as `not-gradable`; a response without a final
/// answer is wrong. What the grader saw is written to the metadata (`graded_by`, `graded_answer`,
/// `graded_votes`: how many of how many votes say right).
struct GradeOperation: ItemwiseOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "grade",
      summary: "Labels responses as right or wrong by their answers, by tests or by a judge.")
  ) { try GradeOperation($0) }

  enum Grader: String, CaseIterable {
    case answer, exact, tests, judge
  }

  let grader: Grader
  let again: Bool
  let wallSeconds: Double
  let judge: JudgeSettings?
  let votes: Int
  /// A program may run for seconds, so that its result is kept as soon as it is there.
  var batchSize: Int { judge.map { max(1, $0.batch / votes) } ?? (grader == .tests ? 1 : 256) }
  var concurrentBatches: Int { judge == nil ? 2 : 4 }

  init(_ section: RecipeSection) throws {
    grader = try section.required("by", section.choice("by"))
    again = try section.flag("again") ?? false
    wallSeconds = try section.number("wall_seconds", in: 0.1...600) ?? 10
    guard grader == .judge else {
      (judge, votes) = (nil, 1)
      return
    }
    judge = try JudgeSettings(section, sampling: SamplingParameters(maximumTokens: 8192))
    votes = try section.whole("votes", atLeast: 1) ?? 1
  }

  func content(in context: CurationContext) async throws -> JSONValue {
    var members: [String: JSONValue] = [
      "by": .string(grader.rawValue), "again": .bool(again), "wall_seconds": .number(wallSeconds),
    ]
    if let judge {
      members["judge"] = try await judge.content(in: context)
      members["votes"] = .integer(votes)
    }
    return .object(members)
  }

  func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    try judge.map { [try $0.demand(of: sample, count: count, requests: votes)] } ?? []
  }

  func worker(in context: CurationContext) async throws -> ItemWorker {
    let sandbox =
      grader == .tests
      ? try await ProgramSandbox(limits: ProgramLimits(wallSeconds: wallSeconds)) : nil
    if let judge {
      let grading = try await JudgeGrading(judge, votes: votes, in: context)
      return { try await judged($0, by: grading) }
    }
    return { batch in
      var outcomes: [ItemOutcome] = []
      for example in batch { outcomes.append(ItemOutcome(try await fate(of: example, sandbox))) }
      return outcomes
    }
  }

  private func judged(_ batch: [Example], by grading: JudgeGrading) async throws -> [ItemOutcome] {
    let open = batch.indices.filter {
      (batch[$0].gold == nil || again) && batch[$0].responses.count == 1
    }
    var fates = batch.map { example in
      example.gold == nil || again
        ? Self.ungradable("it has no single response") : Fate.kept(example)
    }
    for (place, fate) in zip(open, try await grading.fates(of: open.map { batch[$0] })) {
      fates[place] = fate
    }
    return fates.map { ItemOutcome($0) }
  }

  private func fate(of example: Example, _ sandbox: ProgramSandbox?) async throws -> Fate {
    guard example.gold == nil || again else { return .kept(example) }
    guard example.responses.count == 1 else { return Self.ungradable("it has no single response") }
    let response = example.responses[0]
    var graded = example
    graded.metadata["graded_by"] = .string(grader.rawValue)
    let isRight: Bool
    switch grader {
    case .answer:
      guard let right = Self.answer(of: example) else { return Self.ungradable("no answer known") }
      let found = FinalAnswer.find(in: response)
      graded.metadata["graded_answer"] = found.map { .string($0) } ?? .null
      isRight = found.map { AnswerEquivalence().agree($0, right) } ?? false
    case .exact:
      guard let right = Self.answer(of: example) else { return Self.ungradable("no answer known") }
      isRight = AnswerText(response).words == AnswerText(right).words
    case .tests:
      guard let tests = example.metadata["tests"]?.stringValue, let sandbox else {
        return Self.ungradable("no tests")
      }
      let result = try await sandbox.runPython(tests.replacing("{response}", with: response))
      isRight = result.succeeded
      graded.metadata["graded_end"] = .string(Self.word(result.ending))
    case .judge: return .kept(example)  // Judges are asked by the batch; see `judged`.
    }
    return .kept(Self.labelled(graded, isRight: isRight))
  }

  /// The example as one to verify, with its label.
  static func labelled(_ example: Example, isRight: Bool) -> Example {
    var labelled = example
    labelled.format = example.format.ofSingleResponse(hasReference: example.reference != nil)
    labelled.gold = .boolean(isRight)
    return labelled
  }

  static func answer(of example: Example) -> String? {
    example.metadata["answer"]?.stringValue ?? example.reference
  }

  private static func word(_ ending: ProgramResult.Ending) -> String {
    switch ending {
    case .exited(0): "passed"
    case .exited: "failed"
    case .killed: "killed"
    case .timedOut: "timed out"
    }
  }

  private static func ungradable(_ detail: String) -> Fate {
    .dropped(Departure(filter: "grade", reason: "not-gradable", detail: detail))
  }
}
