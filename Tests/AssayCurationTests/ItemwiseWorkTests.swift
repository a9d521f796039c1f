// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Synchronization
import Testing

@Suite struct ItemwiseWorkTests {
  /// Keeps examples with an even number, makes a twin of every tenth, and counts its calls.
  private final class Sorting: ItemwiseOperation {
    let calls = Mutex(0)
    /// After so many examples every call fails; `nil` for never.
    let limit: Int?
    let batchSize = 4
    let concurrentBatches = 3

    init(limit: Int? = nil) { self.limit = limit }

    func content(in context: CurationContext) -> JSONValue { [:] }

    func worker(in context: CurationContext) -> ItemWorker {
      { [self] batch in try outcomes(of: batch) }
    }

    private func outcomes(of batch: [Example]) throws -> [ItemOutcome] {
      let count = calls.withLock { count in
        count += batch.count
        return count
      }
      if let limit, count > limit {
        throw AssayError(.fileUnwritable, "The disk is full.")
      }
      return batch.map { example in
        guard let number = Int(example.responses[0]), number % 2 == 0 else {
          return ItemOutcome(
            kept: [], departure: Departure(filter: "sorting", reason: "odd", detail: example.id))
        }
        guard number % 10 == 0 else { return ItemOutcome(kept: [example]) }
        var twin = example
        twin.id += "-twin"
        return ItemOutcome(kept: number % 20 == 0 ? [example, twin] : [twin])
      }
    }
  }

  private func recipe(_ operation: Sorting) throws -> CurationRecipe {
    let reading = try CurationRecipe(
      yaml: """
        name: x
        folder: out
        stages: [{name: all, do: read, path: all.jsonl, prefix: ""}]
        """, file: "x.yaml")
    return CurationRecipe(
      name: "x", folder: "out",
      stages: reading.stages + [
        RecipeStage(name: "sorted", word: "sorting", operation: operation, inputs: ["all"])
      ], output: CurationRecipe.Output(stage: "sorted"))
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "items-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try ExampleFile(folder.appending(path: "all.jsonl")).write(
      (0..<100).map {
        Example(
          id: "e\($0)", format: .binary, input: "q\($0)", responses: ["\($0)"], source: "s",
          group: "g\($0 / 2)")
      })
    return folder
  }

  private func run(
    _ operation: Sorting, in folder: URL, shard: Shard = .whole
  ) async throws -> CurationRun.Outcome {
    try await CurationRun(
      recipe(operation), context: CurationContext(base: folder, scratch: folder), shard: shard
    ).run()
  }

  /// The bytes of all files of finished stages, by their names.
  private func bytes(in folder: URL) throws -> [String: Data] {
    let root = folder.appending(path: "out/stages")
    var contents: [String: Data] = [:]
    for stage in try FileManager.default.contentsOfDirectory(atPath: root.path()) {
      for name in ["examples.jsonl", "departures.jsonl", "stage.json"] {
        contents["\(stage)/\(name)"] = try Data(
          contentsOf: root.appending(path: stage).appending(path: name))
      }
    }
    return contents
  }

  @Test func countsWhatStaysLeavesAndIsMade() async throws {
    guard case .finished(let records) = try await run(Sorting(), in: folder()) else {
      Issue.record("not finished")
      return
    }
    let record = records[1]
    // 50 even ones; 10 of them have twins, of which 5 stand in the place of their example.
    #expect(record.taken == 100)
    #expect(record.kept == 55)
    #expect(record.made == 10)
    #expect(
      record.left == [
        StageRecord.Leaving(filter: "sorting", reason: "odd", count: 50),
        StageRecord.Leaving(filter: "sorting", reason: "replaced", count: 5),
      ])
  }

  @Test(arguments: [0, 4, 17, 52, 99])
  func goesOnAfterAFailureWithTheSameBytes(limit: Int) async throws {
    let undisturbed = try folder()
    _ = try await run(Sorting(), in: undisturbed)
    let disturbed = try folder()
    await #expect(throws: AssayError.self) { try await run(Sorting(limit: limit), in: disturbed) }
    let second = Sorting()
    _ = try await run(second, in: disturbed)
    #expect(try bytes(in: disturbed) == bytes(in: undisturbed))
    // Finished batches are not asked again; those under way at the failure may be.
    #expect(second.calls.withLock { $0 } <= 100 - limit + 4 * 4)
  }

  @Test func goesOnAfterALineThatWasCutShort() async throws {
    let undisturbed = try folder()
    _ = try await run(Sorting(), in: undisturbed)
    let disturbed = try folder()
    await #expect(throws: AssayError.self) { try await run(Sorting(limit: 40), in: disturbed) }
    let stages = disturbed.appending(path: "out/stages")
    let stage = try #require(
      FileManager.default.contentsOfDirectory(atPath: stages.path())
        .first { $0.hasPrefix("sorted") })
    let journal = stages.appending(path: stage).appending(path: "scratch/1-of-1.jsonl")
    let content = try Data(contentsOf: journal)
    try content.dropLast(25).write(to: journal)
    _ = try await run(Sorting(), in: disturbed)
    #expect(try bytes(in: disturbed) == bytes(in: undisturbed))
  }

  @Test func shardsMergeToTheSameBytes() async throws {
    let whole = try folder()
    _ = try await run(Sorting(), in: whole)
    let shared = try folder()
    for index in [2, 3] {
      let outcome = try await run(Sorting(), in: shared, shard: Shard("\(index)/3"))
      #expect(outcome == .waiting(stage: "sorted"))
    }
    let last = Sorting()
    guard case .finished = try await run(last, in: shared, shard: Shard("1/3")) else {
      Issue.record("the last shard did not merge")
      return
    }
    #expect(last.calls.withLock { $0 } < 100)
    #expect(try bytes(in: shared) == bytes(in: whole))
    // The others find the merged stage.
    guard case .finished = try await run(Sorting(), in: shared, shard: Shard("2/3")) else {
      Issue.record("a shard did not see the merged stage")
      return
    }
  }
}
