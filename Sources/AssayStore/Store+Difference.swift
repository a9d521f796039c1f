// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import GRDB

extension Store {
  /// Counts in what two runs differ.
  public func difference(
    between first: StoredRun.ID, and second: StoredRun.ID
  ) async throws -> RunDifference {
    try await read { db in
      var difference = RunDifference()
      if let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*), count(*) FILTER (WHERE a.answer <> b.answer),
            count(*) FILTER (WHERE a.correct = 1 AND b.correct = 0),
            count(*) FILTER (WHERE a.correct = 0 AND b.correct = 1)
          FROM item a JOIN item b USING (example, presentation, sample)
          WHERE a.run = ? AND b.run = ?
          """, arguments: [first, second])
      {
        difference.shared = try row.value(0)
        difference.differing = try row.value(1)
        difference.rightInFirstOnly = try row.value(2)
        difference.rightInSecondOnly = try row.value(3)
      }
      func count(_ run: Int64) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM item WHERE run = ?", arguments: [run]) ?? 0
      }
      difference.onlyInFirst = try count(first) - difference.shared
      difference.onlyInSecond = try count(second) - difference.shared
      return difference
    }
  }

  /// One page of the judgments on which two runs differ, ordered by example.
  ///
  /// - Parameter key: The last judgment before the page; `nil` begins at the first.
  public func differingItems(
    between first: StoredRun.ID, and second: StoredRun.ID,
    after key: CompletionRequest.Key? = nil, limit: Int = 256
  ) async throws -> [DifferingItem] {
    try await read { db in
      // The empty text stands before every example and order, and -1 before every sample.
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT a.example, a.presentation, a.sample, a.answer, a.correct, b.answer, b.correct
          FROM item a JOIN item b USING (example, presentation, sample)
          WHERE a.run = ? AND b.run = ? AND a.answer <> b.answer
            AND (a.example, a.presentation, a.sample) > (?, ?, ?)
          ORDER BY a.example, a.presentation, a.sample LIMIT ?
          """,
        arguments: [
          first, second, key?.example ?? "", key?.order.rawValue ?? "", key?.sample ?? -1, limit,
        ])
      var items: [DifferingItem] = []
      while let row = try rows.next() {
        items.append(
          DifferingItem(
            key: try Self.key(row),
            first: .init(text: try row.value(3), isCorrect: row.optional(4)),
            second: .init(text: try row.value(5), isCorrect: row.optional(6))))
      }
      return items
    }
  }
}
