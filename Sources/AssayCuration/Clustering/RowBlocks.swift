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
    try await BoundedTasks.map(count: blocks, limit: tasks) { block in
      try body(block, range(block))
    }
  }
}
