// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import Foundation
import Testing

@Suite struct InjectOperationTests {
  private func outcomes(_ fields: String, _ examples: [Example]) async throws -> [ItemOutcome] {
    let recipe = try CurationRecipe(
      yaml: """
        name: x
        folder: x
        stages:
          - {name: all, do: read, path: x.jsonl}
          - {name: twins, do: inject\(fields)}
        """, file: "x.yaml")
    let operation = try #require(recipe.stages[1].operation as? InjectOperation)
    let here = FileManager.default.temporaryDirectory
    let worker = try await operation.worker(
      in: CurationContext(seed: 3, base: here, scratch: here))
    return try await worker(examples)
  }

  private func right(_ id: String, _ text: String) -> Example {
    Example(
      id: id, format: .verification(reference: false), input: "5 boxes of 12, and 7 more",
      responses: [text], gold: .boolean(true), source: "s", group: id)
  }

  @Test func makesOneExampleOfEachTask() async throws {
    let outcome = try await outcomes(
      ", with: [arithmetic]", [right("a", "First 5 * 12 = 60.\n60 + 7 = 67.\n#### 67")])[0]
    #expect(outcome.kept.count == 5)
    #expect(outcome.kept.allSatisfy { $0.flaw == nil })
    #expect(Set(outcome.kept.map(\.id)).count == 5)
    let broken = outcome.kept[2].responses[0]
    #expect(outcome.kept[2].gold == .boolean(false))
    #expect(broken != outcome.kept[0].responses[0])
    // The pair has both; its gold is the right one, wherever it stands.
    let pair = outcome.kept[1]
    let place = pair.gold == .preference(.first) ? 0 : 1
    #expect(pair.responses[place] == outcome.kept[0].responses[0])
    #expect(pair.responses[1 - place] == broken)
    // The step is the first line that differs.
    let steps = try #require(outcome.kept[3].steps)
    let original = outcome.kept[0].responses[0].split(separator: "\n").map(String.init)
    let differs = try #require(zip(steps, original).enumerated().first { $1.0 != $1.1 }).offset
    #expect(outcome.kept[3].gold == .firstError(differs))
    #expect(
      outcome.kept[3].metadata["fault"]?["kind"]?.stringValue?.hasPrefix("arithmetic") == true)
  }

  @Test func solutionsInStepsAreRightAndWrong() async throws {
    let text = "First 5 * 12 = 60.\n\n60 + 7 = 67."
    let kept = try await outcomes(", with: [arithmetic], faults: 2", [right("a", text)])[0].kept
    let steps = kept.filter { $0.format == .stepwise }
    #expect(steps.count == 3)
    #expect(steps.count { $0.gold == .firstError(nil) } == 1)
    let sound = try #require(steps.first { $0.gold == .firstError(nil) })
    #expect(sound.id == "a~right-stepwise")
    #expect(sound.steps == ["First 5 * 12 = 60.", "60 + 7 = 67."])
    #expect(sound.group == "a")
    // A text of one line has no steps, and neither has a set that is asked for none.
    for (fields, text) in [("", "5 * 12 = 60."), (", makes: [pairwise]", text)] {
      let others = try await outcomes(fields, [right("a", text)])[0].kept
      #expect(others.allSatisfy { $0.format != .stepwise })
    }
    let without = try await outcomes(", keep: false, makes: [stepwise]", [right("a", text)])[0].kept
    #expect(without.map(\.gold).allSatisfy { $0 != .firstError(nil) })
  }

  @Test func putsTheRightResponseInBothPlaces() async throws {
    let examples = (0..<60).map { right("e\($0)", "5 * 12 = 60.\n60 + 7 = 67.") }
    let pairs = try await outcomes(", makes: [pairwise], keep: false", examples).flatMap(\.kept)
    let first = pairs.count { $0.gold == .preference(.first) }
    #expect(pairs.count == 60)
    #expect((15...45).contains(first))
  }

  @Test func letsOthersPassAndDropsWhatHasNoFault() async throws {
    var wrong = right("w", "5 * 12 = 60.")
    wrong.gold = .boolean(false)
    let passed = try await outcomes(", keep: false", [wrong, right("n", "no numbers")])
    #expect(passed[0].kept == [wrong])
    #expect(passed[1].departure?.reason == "no-fault")
  }

  #if os(Linux)
    @Test func keepsOnlyFaultsThatTheTestsFind() async throws {
      var example = right("c", "def f(n):\n    unused = 1\n    return n + 1\n")
      example.metadata["tests"] = "{response}\nassert f(2) == 3\n"
      let twins = try await outcomes(
        ", with: [code], makes: [verification], check: tests, faults: 9, keep: false", [example]
      )[0].kept
      #expect(!twins.isEmpty)
      // A slip in the variable that nothing uses would pass the tests.
      #expect(twins.allSatisfy { $0.responses[0].contains("unused = 1") })
    }
  #endif

  @Test(arguments: [", with: [maths]", ", makes: [rating]", ", faults: 0", ", check: luck"])
  func refusesUnknownSettings(fields: String) async throws {
    await #expect(throws: AssayError.self) { try await outcomes(fields, []) }
  }
}
