// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation
import GRDB

extension Store {
  /// What a collection removed, or would remove.
  public struct Collected: Sendable, Hashable {
    public var completions: Int
    /// The bytes of their texts.
    public var bytes: Int
  }

  /// Removes the completions that no record points at and that are older than a date.
  ///
  /// Records are never removed. It works in short transactions, so that other processes can go on
  /// writing, and gives the space back to the disk.
  ///
  /// - Parameter isRehearsal: Only counts.
  public func collect(olderThan date: Date, isRehearsal: Bool = false) async throws -> Collected {
    let limit = date.timeIntervalSince1970
    if isRehearsal { return try await collectable(before: limit) }
    var collected = Collected(completions: 0, bytes: 0)
    while true {
      let part = try await collectPart(before: limit)
      collected.completions += part.completions
      collected.bytes += part.bytes
      guard part.completions > 0 else { break }
    }
    try await giveSpaceBack()
    return collected
  }

  private static let unreferenced = """
    created_at < ? AND NOT EXISTS (SELECT 1 FROM record WHERE completion = completion.id)
    """

  private func collectable(before limit: Double) async throws -> Collected {
    try await read { db in
      let row = try Row.fetchOne(
        db,
        sql:
          "SELECT count(*), coalesce(sum(length(body)), 0) FROM completion WHERE \(Self.unreferenced)",
        arguments: [limit])
      return Collected(
        completions: try row?.value(0) ?? 0, bytes: try row?.value(1) ?? 0)
    }
  }

  private func collectPart(before limit: Double) async throws -> Collected {
    do {
      return try await pool.write { db in
        var collected = Collected(completions: 0, bytes: 0)
        let rows = try Row.fetchCursor(
          db,
          sql: """
            DELETE FROM completion WHERE id IN
              (SELECT id FROM completion WHERE \(Self.unreferenced) LIMIT 2000)
            RETURNING length(body)
            """, arguments: [limit])
        while let row = try rows.next() {
          collected.completions += 1
          collected.bytes += try row.value(0)
        }
        return collected
      }
    } catch {
      throw AssayError.store(error, file: url.lastPathComponent)
    }
  }

  private func giveSpaceBack() async throws {
    do {
      try await pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA incremental_vacuum")
        _ = try db.checkpoint(.passive)
      }
    } catch {
      throw AssayError.store(error, file: url.lastPathComponent)
    }
  }
}
