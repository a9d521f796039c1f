// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct RecipeRunTests {
  /// A folder with two example files, `a.jsonl` with 30 and `b.jsonl` with 12 examples.
  private func world() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "recipe-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, count) in [("a", 30), ("b", 12)] {
      try ExampleFile(folder.appending(path: "\(name).jsonl")).write(
        (0..<count).map {
          Example(
            id: "\(name)\($0)", format: .binary, input: "question \($0 / 2) of \(name)",
            responses: ["\($0)"], gold: .boolean($0 % 2 == 0), source: name,
            group: "\(name)-\($0 / 2)")
        })
    }
    return folder
  }

  private static let yaml = """
    name: small
    seed: 7
    folder: out
    stages:
      - {name: a, do: read, path: a.jsonl, limit: 20, pick: random, prefix: ""}
      - {name: b, do: read, path: "${HERE}/b.jsonl", every: even, prefix: ""}
      - {name: all, do: join, from: [a, b]}
    """

  private func run(
    _ yaml: String, in folder: URL, shard: Shard = .whole
  ) async throws -> CurationRun.Outcome {
    let recipe = try CurationRecipe(yaml: yaml, file: "small.yaml")
    let context = CurationContext(
      base: folder, variables: ["HERE": folder.path(percentEncoded: false)], scratch: folder)
    return try await CurationRun(recipe, context: context, shard: shard).run()
  }

  @Test func accountsForEveryExample() async throws {
    let folder = try world()
    guard case .finished(let records) = try await run(Self.yaml, in: folder) else {
      Issue.record("the run did not finish")
      return
    }
    #expect(records.map(\.kept) == [20, 6, 26])
    #expect(records.map(\.made) == [20, 6, 0])
    #expect(records.map(\.taken) == [0, 0, 26])
  }

  @Test func aPlanIsAnUpperBoundAndExactForSources() async throws {
    let folder = try world()
    try ExampleFile(folder.appending(path: "sums.jsonl")).write(
      (1...9).map {
        Example(
          id: "s\($0)", format: .binary, input: "Add \($0).",
          responses: ["\($0) + 3 = \($0 + 3)\n\($0 + 3) * 2 = \(2 * $0 + 6)"], gold: .boolean(true),
          source: "sums", group: "s\($0)")
      })
    let yaml =
      Self.yaml + """

          - {name: pairs, do: pair, from: a, keep: true}
          - {name: few, do: mix, from: all, count: 5}
          - {name: sums, do: read, path: sums.jsonl, prefix: ""}
          - {name: wrong, do: inject, with: [arithmetic], faults: 2}
          - {name: many, do: inject, from: sums, with: [arithmetic], faults: 1000000000}
          - {name: chains, do: digit-chains, groups: 3, tasks: [pairwise]}
        """
    let recipe = try CurationRecipe(yaml: yaml, file: "small.yaml")
    let context = CurationContext(
      base: folder, variables: ["HERE": folder.path(percentEncoded: false)], scratch: folder)
    let plan = try await CurationRun(recipe, context: context).plan()
    guard case .finished(let records) = try await run(yaml, in: folder) else {
      Issue.record("the run did not finish")
      return
    }
    for (stage, record) in zip(plan.stages, records) {
      #expect(stage.examples >= record.kept, "\(stage.stage)")
      if stage.isExact { #expect(stage.examples == record.kept, "\(stage.stage)") }
    }
    #expect(plan.stages.filter(\.isExact).map(\.stage) == ["a", "b", "sums", "chains"])
    #expect(plan.stages.map(\.examples) == [20, 6, 26, 30, 5, 9, 72, 1_000_000_000, 3])
  }

  @Test func badRowsLeaveAndTheOthersStay() async throws {
    let folder = try world()
    let file = folder.appending(path: "a.jsonl")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let rows = [lines[0], "broken", lines[1], #"{"id":"x","format":"binary"}"#, lines[0]]
    try Data(rows.joined(separator: "\n").utf8).write(to: file)
    guard case .finished(let records) = try await run(Self.yaml, in: folder) else {
      Issue.record("the run did not finish")
      return
    }
    #expect(records.map(\.kept) == [2, 6, 8])
    #expect(
      records[0].left.map { [$0.reason, "\($0.count)"] } == [
        ["duplicate-id", "1"], ["malformed-row", "2"],
      ])
    // Where nothing can be read, the first reason is told.
    try Data("broken\nbroken".utf8).write(to: file)
    let error = try await #require(throws: AssayError.self) {
      try await run(Self.yaml, in: folder)
    }
    #expect(error.code == .malformedRow && error.location?.line == 1)
  }

  @Test func findsFinishedStagesByTheirContent() async throws {
    let folder = try world()
    let first = try await run(Self.yaml, in: folder)
    #expect(try await run(Self.yaml, in: folder) == first)
    // Another limit is another stage; the one that reads `b` is the same as before.
    let other = try await run(Self.yaml.replacing("limit: 20", with: "limit: 10"), in: folder)
    guard case .finished(let before) = first, case .finished(let after) = other else {
      Issue.record("a run did not finish")
      return
    }
    #expect(before[0].hash != after[0].hash)
    #expect(before[1] == after[1])
    #expect(before[2].hash != after[2].hash)
    // A changed file is noticed, whatever its name.
    try Data().write(to: folder.appending(path: "b.jsonl"))
    guard case .finished(let emptied) = try await run(Self.yaml, in: folder) else { return }
    #expect(emptied.map(\.kept) == [20, 0, 20])
  }

  @Test(arguments: [
    ("do: read", "do: reed", "stages[0].do"), ("from: [a, b]", "from: [a, c]", "stages[2].from"),
    ("limit: 20", "limit: 0", "stages[0].limit"), ("limit: 20", "limits: 20", "stages[0].limits"),
    ("name: b", "name: a", "stages[1].name"), ("name: b", "name: ../b", "stages[1].name"),
    ("from: [a, b]", "from: [a, a]", "stages[2].from"), ("seed: 7", "seeds: 7", "seeds"),
    ("pick: random", "pick: best", "stages[0].pick"), ("path: a.jsonl, ", "", "stages[0].path"),
  ])
  func namesTheFieldThatIsWrong(old: String, new: String, field: String) throws {
    let error = #expect(throws: AssayError.self) {
      _ = try CurationRecipe(yaml: Self.yaml.replacing(old, with: new), file: "small.yaml")
    }
    #expect(error?.location?.field == field)
    #expect(error?.location?.file == "small.yaml")
  }

  @Test func asksForAVariableThatIsMissing() async throws {
    let folder = try world()
    let recipe = try CurationRecipe(yaml: Self.yaml, file: "small.yaml")
    let context = CurationContext(base: folder, scratch: folder)
    await #expect(throws: AssayError.self) {
      _ = try await CurationRun(recipe, context: context).run()
    }
  }

  @Test(arguments: ["0/2", "3/2", "1", "a/b", "1/0", "-1/2", "1/2/3", "1/99999"])
  func refusesImpossibleShards(text: String) {
    #expect(throws: AssayError.self) { _ = try Shard(text) }
  }

  @Test func shardsDivideTheGroups() throws {
    let shards = try (1...3).map { try Shard("\($0)/3") }
    for group in 0..<200 {
      #expect(shards.filter { $0.holds(group: "g\(group)") }.count == 1)
    }
  }
}
