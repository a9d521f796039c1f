// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation
import GRDB

extension Store: CompletionCache {
  /// - Throws: `invalidArgument` for a malformed key, `malformedFile` for a damaged completion.
  public func lookup(_ keys: [String]) async throws -> [String: Completion] {
    let names = try keys.map { ($0, try ContentKey.bytes($0)) }
    let bodies = try await read { db in
      let statement = try db.cachedStatement(sql: "SELECT body FROM completion WHERE key = ?")
      var found: [String: Data] = [:]
      for (name, bytes) in names {
        statement.setUncheckedArguments([bytes])
        if let body = try Data.fetchOne(statement) { found[name] = body }
      }
      return found
    }
    return try bodies.mapValues { body in
      guard let completion = Completion(json: body) else {
        throw AssayError.damaged("a completion cannot be read", file: url.lastPathComponent)
      }
      return completion
    }
  }

  public func store(_ completions: [String: Completion]) async throws {
    guard !completions.isEmpty else { return }
    let rows = try completions.sorted { $0.key < $1.key }.map { key, completion in
      (try ContentKey.bytes(key), redaction.clean(try completion.jsonData()))
    }
    let now = options.now().timeIntervalSince1970
    try await write(rows: rows.count, isUrgent: true) { db in
      let statements = try CompletionStatements(db)
      for (key, body) in rows { try statements.keepFirst(key: key, body: body, now: now) }
    }
  }
}
