// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct FilterStageTests {
  private static func examples() -> [Example] {
    var examples = (0..<300).map { number in
      number % 3 == 0
        ? pair("\(number)", ["good \(number % 90)", "bad"], source: "p", input: "q\(number % 90)")
        : statement("\(number)", "question \(number % 80)", "a b c", source: "s")
    }
    examples[9].gold = nil
    return examples
  }

  private static let stages = [
    "name: first, do: position-balance", "name: sound, do: malformed",
    "name: distinct, do: exact-duplicates", "name: second, do: position-balance, drops: true",
    "name: short, do: length, question: {most: 5}", "name: even, do: label-balance",
  ]

  @Test func everyExampleStaysOrHasOneLineInTheLedger() async throws {
    try await withTemporaryFolder { folder in
      let run = try await EngineRun(Self.stages, on: Self.examples(), in: folder)
      let kept = try #require(run.examples["even"]).map(\.id)
      let gone = run.ledger.map(\.example)
      #expect(Set(kept).isDisjoint(with: gone))
      #expect(Set(kept + gone) == Set((0..<300).map { "\($0)" }))
      #expect(kept.count + gone.count == 300)
      // What stays stands in the order in which it entered.
      let places = kept.compactMap { Int($0) }
      #expect(places == places.sorted())
      #expect(run.ledger.first { $0.example == "9" }?.reason == "no-gold")
      let duplicates = try #require(run.records["distinct"]?.left.first)
      #expect(duplicates.reason == "same-text")
      #expect(run.records.values.reduce(0) { $0 + $1.leaving } == gone.count)
    }
  }

  @Test func aStageOfNothingIsOne() async throws {
    try await withTemporaryFolder { folder in
      let run = try await EngineRun(Self.stages, on: [], in: folder)
      #expect(run.examples["even"] == [] && run.ledger.isEmpty)
      #expect(run.card.contains("Nothing."))
    }
  }

  @Test func aFilterThatForgetsAnExampleEndsTheRun() async throws {
    struct Forgetful: ItemwiseOperation {
      func content(in context: CurationContext) -> JSONValue { [:] }
      func worker(in context: CurationContext) -> ItemWorker {
        { batch in batch.map { _ in ItemOutcome(kept: []) } }
      }
    }
    try await withTemporaryFolder { folder in
      try ExampleFile(folder.appending(path: "all.jsonl")).write(Self.examples())
      let reading = try CurationRecipe(
        yaml: "{name: x, folder: out, stages: [{name: all, do: read, path: all.jsonl}]}",
        file: "x.yaml")
      let recipe = CurationRecipe(
        name: "x", folder: "out",
        stages: reading.stages + [
          RecipeStage(name: "lost", word: "forgetful", operation: Forgetful(), inputs: ["all"])
        ], output: CurationRecipe.Output(stage: "lost"))
      let error = await #expect(throws: AssayError.self) {
        _ = try await CurationRun(
          recipe, context: CurationContext(base: folder, scratch: folder)
        ).run()
      }
      #expect(error?.message.contains("nor said why it left") == true)
    }
  }

  @Test func theCardShowsTheSetBeforeAndAfter() async throws {
    try await withTemporaryFolder { folder in
      let examples = [
        statement("a", "one two", "three", gold: true, source: "x"),
        statement("b", "one two three four", "five six", gold: false, source: "y"),
        statement("c", "one", "two", gold: true, source: "x"),
        statement("d", "one two three four five", "six", gold: true, source: "a|b"),
      ]
      let run = try await EngineRun(
        ["name: short, do: length, question: {least: 2, most: 4}"], on: examples, in: folder)
      let lines = [
        "| x      | 2 (50.0 %) | 1 (50.0 %) |", "| a\\|b   | 1 (25.0 %) |  0 (0.0 %) |",
        "| all   | 1 (25.0 %) | 3 (75.0 %) |", "| short | 1 (50.0 %) | 1 (50.0 %) |",
        "| all   |    3.0 |      1.2 |", "| short |    3.0 |      1.5 |",
      ]
      for line in lines { #expect(run.card.contains(line), "\(line) in\n\(run.card)") }
      #expect(run.card.contains("too-long"))
      #expect(run.card.contains("d: question: 5 words, at most 4"))
    }
  }
}
