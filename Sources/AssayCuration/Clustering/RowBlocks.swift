// SPDX-License-Identifier: Apache-2.0

/// A range of positions cut into blocks that tasks work on side by side.
///
/// The cut depends on the number of rows alone and results come back in the order of the blocks,
/// so that sums over them are the same whatever the number of tasks.
struct RowBlocks: Sendable {
  /// The number of positions.
  let count: Int
  /// The number of blocks, at least one.
  let blocks: Int

  static let mostBlocks = 64
  static let leastRows = 192

  init(count: Int) {
    self.count = count
    blocks = max(1, min(Self.mostBlocks, count / Self.leastRows))
  }

  /// The positions of one block.
  func range(_ block: Int) -> Range<Int> {
    count * block / blocks..<count * (block + 1) / blocks
  }

  /// Works on every block and returns the results in the order of the blocks.
  ///
  /// - Parameter tasks: How many blocks are worked on at a time.
  /// - Throws: What the body throws; a `CancellationError` where the task was cancelled.
  func map<Result: Sendable>(
    tasks: Int, _ body: @escaping @Sendable (_ block: Int, _ range: Range<Int>) throws -> Result
  ) async throws -> [Result] {
    try Task.checkCancellation()
    let width = min(max(tasks, 1), blocks)
    guard width > 1 else { return try (0..<blocks).map { try body($0, range($0)) } }
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      for block in 0..<width {
        group.addTask { (block, try body(block, range(block))) }
      }
      var next = width
      var results: [Result?] = Array(repeating: nil, count: blocks)
      while let (block, result) = try await group.next() {
        results[block] = result
        if next < blocks {
          let block = next
          group.addTask { (block, try body(block, range(block))) }
          next += 1
        }
      }
      return results.compactMap { $0 }
    }
  }
}
