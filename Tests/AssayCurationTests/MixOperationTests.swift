// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct MixOperationTests {
  /// `sizes` examples of each source, the sources' rows interleaved.
  private static func examples(_ sizes: KeyValuePairs<String, Int>) -> [Example] {
    let rounds = sizes.map(\.value).max() ?? 0
    return (0..<rounds).flatMap { round in
      sizes.filter { round < $0.value }.map { name, _ in
        var example = statement(
          "\(name)-\(round)", source: name, metadata: ["skill": .string(round < 5 ? "few" : "many")]
        )
        example.domain = round % 2 == 0 ? "even" : "odd"
        return example
      }
    }
  }

  /// FLAMe's largest kind of task, a large one and a small one, a hundredth of their sizes.
  private static let pool = examples(["a": 1000, "b": 700, "c": 10])

  private static func counts(_ run: EngineRun, by name: KeyPath<Example, String> = \.source)
    -> [String: Int]
  {
    Dictionary(grouping: run.examples["mixed"] ?? [], by: { $0[keyPath: name] }).mapValues(\.count)
  }

  struct Case: CustomTestStringConvertible {
    var fields: String
    var quotas: [String: Int]
    var testDescription: String { fields }
  }

  /// Numbers by hand; with the cap of 655 the sizes count as 655, 655 and 10, together 1320.
  @Test(arguments: [
    Case(fields: "", quotas: ["a": 1000, "b": 700, "c": 10]),
    Case(fields: "cap: 655", quotas: ["a": 655, "b": 655, "c": 10]),
    // 264 * 655 / 1320 = 131 and 264 * 10 / 1320 = 2.
    Case(fields: "cap: 655, count: 264", quotas: ["a": 131, "b": 131, "c": 2]),
    // 49.62, 49.62 and 0.76: the one that is left after 49 + 49 + 0 goes to c, the next to a.
    Case(fields: "cap: 655, count: 100", quotas: ["a": 50, "b": 49, "c": 1]),
    Case(fields: "cap: 655, count: 5000", quotas: ["a": 655, "b": 655, "c": 10]),
    // 1000, 700 and 10 of 1710, times 171.
    Case(fields: "count: 171", quotas: ["a": 100, "b": 70, "c": 1]),
    // A third of 90 is more than c has; the others share the rest.
    Case(fields: "count: 90, rates: equal", quotas: ["a": 40, "b": 40, "c": 10]),
    Case(fields: "count: 15, rates: equal", quotas: ["a": 5, "b": 5, "c": 5]),
    Case(fields: "count: 40, weights: {a: 1, b: 3}", quotas: ["a": 10, "b": 30]),
    Case(fields: "count: 40, weights: {a: 0.25, b: 0.75, c: 0}", quotas: ["a": 10, "b": 30]),
    Case(fields: "count: 100, cap: 50, weights: {a: 9, b: 1}", quotas: ["a": 50, "b": 50]),
    Case(fields: "count: 2000, weights: {a: 1}", quotas: ["a": 1000]),
  ])
  func quotasAreThoseByHand(_ test: Case) async throws {
    try await withTemporaryFolder { folder in
      let run = try await EngineRun([Self.stage(test.fields)], on: Self.pool, in: folder)
      #expect(Self.counts(run) == test.quotas)
      let kept = try #require(run.examples["mixed"]).map(\.id)
      let gone = run.ledger.map(\.example)
      #expect(kept.count + gone.count == Self.pool.count)
      #expect(Set(kept + gone) == Set(Self.pool.map(\.id)))
      #expect(run.ledger.allSatisfy { $0.filter == "mix" })
      // Those without a weight say so; of the others too many came.
      let weightless = Self.pool.count { test.fields.contains("weights") && $0.source == "c" }
      let named = test.fields.contains("{a: 1}") ? weightless + 700 : weightless
      #expect(run.count("mixed", "no-weight") == named)
      #expect(run.count("mixed", "over-quota") == gone.count - named)
    }
  }

  @Test func factsHoldSizesRatesAndQuotas() async throws {
    try await withTemporaryFolder { folder in
      let run = try await EngineRun(
        [Self.stage("cap: 655, count: 264")], on: Self.pool, in: folder)
      let facts = try #require(run.records["mixed"]?.facts.objectValue?["mixture"]?.arrayValue)
      let rows = facts.compactMap(\.objectValue)
      let names: [String?] = rows.map { $0["task"]?.stringValue }
      let sizes: [Int?] = rows.map { $0["examples"]?.integerValue }
      let quotas: [Int?] = rows.map { $0["quota"]?.integerValue }
      let rates: [Double?] = rows.map { $0["rate"]?.doubleValue }
      let large = 655.0 / 1320
      let small = 10.0 / 1320
      #expect(names == ["a", "b", "c"])
      #expect(sizes == [1000, 700, 10])
      #expect(quotas == [131, 131, 2])
      #expect(rates == [large, large, small])
      #expect(
        run.ledger.first { $0.source == "c" }?.detail == "source 'c' gives 2 of 10")
    }
  }

  @Test func theChoiceDependsOnTheSeedAndNotOnTheOrder() async throws {
    func kept(_ examples: [Example], seed: Int) async throws -> [String] {
      try await withTemporaryFolder { folder in
        let run = try await EngineRun(
          [Self.stage("count: 171")], on: examples, seed: seed, in: folder)
        return try #require(run.examples["mixed"]).map(\.id)
      }
    }
    var generator = SeededGenerator(seed: 5, stream: "order")
    let first = try await kept(Self.pool, seed: 3)
    let shuffled = generator.shuffled(Self.pool)
    let again = try await kept(shuffled, seed: 3)
    #expect(Set(again) == Set(first))
    // What stays stands in the order in which it came.
    let chosen = Set(first)
    #expect(first == Self.pool.map(\.id).filter { chosen.contains($0) })
    #expect(again == shuffled.map(\.id).filter { chosen.contains($0) })
    let other = try await kept(Self.pool, seed: 4)
    #expect(other.count == first.count && Set(other) != chosen)
  }

  /// Rows are taken from all of a task: of each quarter about a half.
  @Test func rowsOfTheWholeTaskAreTaken() async throws {
    try await withTemporaryFolder { folder in
      let run = try await EngineRun(
        [Self.stage("cap: 500")], on: Self.examples(["a": 1000]), in: folder)
      let places = try #require(run.examples["mixed"]).compactMap { Int($0.id.dropFirst(2)) }
      #expect(places.count == 500)
      // Hypergeometric: 125 with a standard deviation of 6.85.
      for quarter in 0..<4 {
        let taken = places.count { $0 / 250 == quarter }
        #expect((90...160).contains(taken))
      }
    }
  }

  @Test func tasksAreDomainsOrFieldsOfTheMetadata() async throws {
    try await withTemporaryFolder { folder in
      let run = try await EngineRun([Self.stage("by: domain, cap: 7")], on: Self.pool, in: folder)
      #expect(Self.counts(run, by: \.domain) == ["even": 7, "odd": 7])
    }
    try await withTemporaryFolder { folder in
      let run = try await EngineRun(
        [Self.stage("by: skill, count: 20, weights: {few: 1, many: 1}")], on: Self.pool, in: folder)
      let skills = try #require(run.examples["mixed"]).map { $0.metadata["skill"]?.stringValue }
      let few = skills.count { $0 == "few" }
      #expect(few == 10)
      #expect(skills.count == 20)
    }
    try await withTemporaryFolder { folder in
      let run = try await EngineRun([Self.stage("by: skill, cap: 3")], on: [], in: folder)
      #expect(run.examples["mixed"] == [])
    }
  }

  @Test(arguments: [
    ("cop: 3", "unknown"), ("cap: 0", "at least 1"), ("count: -1", "at least 1"),
    ("rates: cubic", "proportional, equal"), ("rates: equal", "number of examples in all"),
    ("weights: {a: 1}", "number of examples in all"),
    ("count: 9, weights: {a: -1, b: 2}", "from 0 on"), ("count: 9, weights: {a: 0}", "from 0 on"),
    ("count: 9, weights: {a: much}", "from 0 on"), ("count: 9, weights: [1, 2]", "from 0 on"),
    ("count: 9, weights: {a: .nan}", "from 0 on"),
    ("count: 9, rates: equal, weights: {a: 1}", "exclude each other"),
    ("count: 9, weights: {a: 1, z: 1}", "'z'"), ("by: skil", "'skil'"),
  ])
  func whatIsWrongIsNamed(fields: String, part: String) async throws {
    try await withTemporaryFolder { folder in
      let error = await #expect(throws: AssayError.self) {
        _ = try await EngineRun([Self.stage(fields)], on: Self.pool, in: folder)
      }
      #expect(error?.message.contains(part) == true, "\(String(describing: error))")
    }
  }

  private static func stage(_ fields: String) -> String {
    "name: mixed, do: mix" + (fields.isEmpty ? "" : ", " + fields)
  }
}
