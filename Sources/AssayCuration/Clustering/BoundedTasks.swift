// SPDX-License-Identifier: Apache-2.0

/// Independent pieces of work, a few at a time.
enum BoundedTasks {
  /// Does every piece and returns the results in the order of the pieces.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - limit: How many are worked on at a time; 1 keeps to the caller's task.
  /// - Throws: What a piece throws, and then the others are cancelled; a `CancellationError` where
  ///   the task was cancelled.
  static func map<Result: Sendable>(
    count: Int, limit: Int, _ body: @escaping @Sendable (Int) async throws -> Result
  ) async throws -> [Result] {
    try Task.checkCancellation()
    let width = min(max(limit, 1), count)
    guard width > 1 else {
      var results: [Result] = []
      for index in 0..<count { results.append(try await body(index)) }
      return results
    }
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      for index in 0..<width { group.addTask { (index, try await body(index)) } }
      var next = width
      var results: [Result?] = Array(repeating: nil, count: count)
      while let (index, result) = try await group.next() {
        results[index] = result
        if next < count {
          let index = next
          group.addTask { (index, try await body(index)) }
          next += 1
        }
      }
      return results.compactMap { $0 }
    }
  }
}
