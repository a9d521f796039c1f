// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData

/// `grade`: labels responses as right or wrong, so that samples of models become examples (FARE
/// §3.3, generate then grade).
///
/// - `by`: `answer` compares the final answer with the right one by text, number and formula;
///   `exact` compares the whole response with it; `tests` runs the tests of the metadata (`tests`)
///   in a sandbox, in which `{response}` stands for the response.
/// - `again`: whether examples that have a label already are graded, too; false.
/// - `wall_seconds`: how long a program may run; 10.
///
/// The right answer is the metadata's `answer`, or else the reference. Examples with several
/// responses, or without what the grader needs, leave as `not-gradable`; a response without a final
/// answer is wrong. What the grader saw is written to the metadata (`graded_by`, `graded_answer`).
struct GradeOperation: ItemwiseOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "grade", summary: "Labels responses as right or wrong by their answers or by tests.")
  ) { try GradeOperation($0) }

  enum Grader: String, CaseIterable {
    case answer, exact, tests
  }

  let grader: Grader
  let again: Bool
  let wallSeconds: Double
  /// Programs are started by the batch; a small batch loses little when a process is killed.
  var batchSize: Int { grader == .tests ? 8 : 256 }
  var concurrentBatches: Int { 2 }

  init(_ section: RecipeSection) throws {
    grader = try section.required("by", section.choice("by"))
    again = try section.flag("again") ?? false
    wallSeconds = try section.number("wall_seconds", in: 0.1...600) ?? 10
  }

  func content(in context: CurationContext) -> JSONValue {
    ["by": .string(grader.rawValue), "again": .bool(again), "wall_seconds": .number(wallSeconds)]
  }

  func worker(in context: CurationContext) async throws -> ItemWorker {
    let sandbox =
      grader == .tests
      ? try await ProgramSandbox(limits: ProgramLimits(wallSeconds: wallSeconds)) : nil
    return { batch in
      var outcomes: [ItemOutcome] = []
      for example in batch { outcomes.append(ItemOutcome(try await fate(of: example, sandbox))) }
      return outcomes
    }
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
    }
    switch example.format {
    case .binary, .verification: break
    default: graded.format = .verification(reference: example.reference != nil)
    }
    graded.gold = .boolean(isRight)
    return .kept(graded)
  }

  private static func answer(of example: Example) -> String? {
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
