// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct FilterPassTests {
  private static func examples() -> [Example] {
    var examples = (0..<300).map { number in
      number % 3 == 0
        ? pair("\(number)", ["good \(number % 90)", "bad"], source: "p", input: "q\(number % 90)")
        : statement("\(number)", "question \(number % 80)", "a b c", source: "s")
    }
    examples[7].responses = []
    examples[9].gold = nil
    return examples
  }

  private static func filters() throws -> [any CurationFilter] {
    [
      PositionBalance(seed: 3), MalformedExamples(), ExactDuplicates(), PositionBalance(seed: 4),
      LengthFilter(question: 0...5), try LabelBalance(),
    ]
  }

  private func run(_ batch: Int, in folder: URL) async throws -> (FilterAccount, String, String) {
    let (kept, ledger) = (folder.appending(path: "kept"), folder.appending(path: "ledger"))
    let account = try await FilterPass(Self.filters(), batchSize: batch, scratch: folder).run(
      ExampleStream(Self.examples()), kept: kept, ledger: ledger)
    return (
      account, try String(contentsOf: kept, encoding: .utf8),
      try String(contentsOf: ledger, encoding: .utf8)
    )
  }

  @Test func everyExampleHasOneLineInItsPlace() async throws {
    try await withTemporaryFolder { folder in
      let (account, kept, ledger) = try await run(64, in: folder)
      let lines = try ledger.split(separator: "\n").map {
        try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
      }
      #expect(lines.compactMap { $0["example"]?.stringValue } == (0..<300).map { "\($0)" })
      #expect(lines[7]["reason"] == "flaw" && lines[7]["filter"] == "malformed")
      #expect(lines[9]["reason"] == "no-gold")
      #expect(lines[0]["fate"] == "kept" && lines[0]["reason"] == nil)
      #expect(account.refused == 1 && account.entered.count == 300)
      let stays = lines.count { $0["fate"] == "kept" }
      #expect(stays == account.kept && stays == kept.split(separator: "\n").count)
      let left = account.steps.flatMap(\.reasons).reduce(account.refused) { $0 + $1.count }
      #expect(left + stays == 300)
      let duplicates = try #require(account.steps[2].reasons.first)
      #expect(duplicates.name == "same-text" && duplicates.shown.count == FilterAccount.shownCases)
      // Nothing but the two files is left.
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
          .sorted() == ["kept", "ledger"])
    }
  }

  @Test func batchesMakeNoDifference() async throws {
    try await withTemporaryFolder { folder in
      let one = try await run(1, in: folder)
      let other = try await run(1000, in: folder)
      #expect(one.0 == other.0 && one.1 == other.1 && one.2 == other.2)
    }
  }

  @Test func aPassWithoutFiltersOrExamplesIsOne() async throws {
    try await withTemporaryFolder { folder in
      var count = 0
      let account = try await FilterPass([], scratch: folder).run(
        ExampleStream(Self.examples())
      ) { result in
        if case .kept = result { count += 1 }
      }
      #expect(count == 299 && account.kept == 299)
      let empty = try await FilterPass(Self.filters(), scratch: folder).run(ExampleStream([])) {
        _ in
      }
      #expect(empty.kept == 0 && empty.steps.count == 6)
      #expect(empty.sourceTable.rows.count == 1)
    }
  }

  @Test func whatAFilterThrowsEndsThePass() async throws {
    struct Broken: CurationFilter {
      let name = "broken"
      func fates(of batch: [Example]) async throws -> [Fate] { [] }
    }
    try await withTemporaryFolder { folder in
      await #expect(throws: AssayError.self) {
        _ = try await FilterPass([PositionBalance(), Broken()], scratch: folder).run(
          ExampleStream(Self.examples())
        ) { _ in }
      }
      let left = try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false))
      #expect(left == [])
    }
  }

  @Test func tablesShowTheSetBeforeAndAfter() async throws {
    try await withTemporaryFolder { folder in
      let examples = [
        statement("a", "one two", "three", gold: true, source: "x"),
        statement("b", "one two three four", "five six", gold: false, source: "y"),
        statement("c", "one", "two", gold: true, source: "x"),
        statement("d", "one two three four five", "six", gold: true, source: "a|b"),
      ]
      let account = try await FilterPass([LengthFilter(question: 2...4)], scratch: folder).run(
        ExampleStream(examples)
      ) { _ in }
      #expect(
        account.sourceTable.markdown == """
          | source   | entered | length |
          |----------|---------|--------|
          | x        | 50.0 %  | 50.0 % |
          | a\\|b     | 25.0 %  | 0.0 %  |
          | y        | 25.0 %  | 50.0 % |
          | examples | 4       | 2      |
          """)
      #expect(
        account.labelTable.rows == [
          ["binary: false", "25.0 %", "50.0 %"], ["binary: true", "75.0 %", "50.0 %"],
        ])
      #expect(account.lengthTable.rows == [["question", "3", "3"], ["response", "1", "2"]])
      #expect(
        account.departureTable.rows == [
          ["length", "too-long", "1"], ["length", "too-short", "1"],
        ])
      let data = try JSONEncoder().encode(account)
      #expect(try JSONDecoder().decode(FilterAccount.self, from: data) == account)
    }
  }
}
