// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

/// A plan's numbers are bounds, and near ones where an operation says how many it makes.
@Suite struct PlanTests {
  private static let yaml = """
    name: x
    folder: out
    models: {model: {model: model}}
    stages:
      - {name: sums, do: read, path: sums.jsonl}
      - {name: faulty, do: inject, with: [arithmetic], faults: 2, makes: [pairwise, verification]}
      - {name: mixed, do: mix, count: 60}
      - {name: few, do: select, count: 25, embedder: hashed}
      - {name: asked, do: generate, model: model, samples: 3}
      - {name: pairs, do: pair, from: faulty}
      - {name: both, do: join, from: [asked, pairs]}
    """

  @Test func whatIsAskedFollowsTheNumbersOfAllInputs() async throws {
    try await withTemporaryFolder { folder in
      for (name, count, format) in [
        ("pairs", 90, JudgmentFormat.pairwise(ties: false)),
        ("ratings", 30, .pointwise(.oneToFive)),
      ] {
        try ExampleFile(folder.appending(path: "\(name).jsonl")).write(
          (0..<count).map {
            Example(
              id: "\(name)\($0)", format: format, instruction: "Rate it, number \($0).",
              input: "text", responses: format.isPairwise ? ["a", "b"] : ["a"], source: name,
              group: "\(name)-\($0)")
          })
      }
      let yaml = """
        name: x
        folder: out
        models: {model: {model: model}}
        stages:
          - {name: pairs, do: read, path: pairs.jsonl}
          - {name: ratings, do: read, path: ratings.jsonl}
          - {name: both, do: join, from: [pairs, ratings]}
          - {name: ruled, do: rubric, model: model, few: 0}
          - {name: tried, do: trace, judge: {model: model, verdict_only: true}}
        """
      let context = CurationContext(
        base: folder, scratch: folder, model: { _ in RuleModel(text: { _ in "" }) })
      let run = CurationRun(try CurationRecipe(yaml: yaml, file: "x.yaml"), context: context)
      let plan = try await run.plan()
      // A quarter needs a rubric, although the first examples at hand are pairs.
      let rubrics = try #require(plan.stages[3].demands.first)
      #expect((25...35).contains(rubrics.requests))
      let verdicts = try #require(plan.stages[4].demands.first)
      #expect(verdicts.requests == 120)
      #expect(verdicts.completionTokens == 120 * 16)
    }
  }

  @Test func everyStageMakesAtMostWhatThePlanSays() async throws {
    try await withTemporaryFolder { folder in
      try ExampleFile(folder.appending(path: "sums.jsonl")).write(
        (10..<50).map {
          Example(
            id: "\($0)", format: .verification(reference: false),
            input: "Ann has \($0) apples and buys 5 more. How many apples has she got now?",
            responses: ["\($0) + 5 = \($0 + 5)\nShe has \($0 + 5) apples."],
            gold: .boolean(true), source: "sums", group: "g\($0)")
        })
      let context = CurationContext(
        base: folder, scratch: folder,
        model: { _ in RuleModel(text: { _ in "The answer is 7." }) },
        embedder: { _ in HashedNgramEmbedder() })
      let run = CurationRun(try CurationRecipe(yaml: Self.yaml, file: "x.yaml"), context: context)
      let plan = try await run.plan()
      #expect(plan.stages.map(\.examples) == [40, 200, 60, 25, 75, 100, 175])
      #expect(plan.stages.map(\.isExact) == [true] + Array(repeating: false, count: 6))
      let demand = try #require(plan.stages[4].demands.first)
      #expect(demand.requests == 75)
      #expect((75 * 12...75 * 30).contains(demand.promptTokens))
      guard case .finished(let records) = try await run.run() else {
        Issue.record("the run did not finish")
        return
      }
      for (stage, record) in zip(plan.stages, records) {
        #expect(record.kept <= stage.examples, "\(stage.stage)")
      }
      #expect(records[0].kept == 40)
      #expect(records[2].kept == 60)
      #expect(records[4].kept == 75)
      let after = try await run.plan()
      #expect(after.stages.allSatisfy { $0.isFinished && $0.isExact && $0.demands.isEmpty })
      #expect(after.stages.map(\.examples) == records.map(\.kept))
    }
  }
}
