// SPDX-License-Identifier: Apache-2.0
import AssayTensor

/// The keys and values of what a batch has read, in one tensor for all blocks.
///
/// All rows end at the same column: a row of n tokens fills the last n of the columns that are in
/// use. So a step writes one column for everybody, whatever the rows' lengths, and attention begins
/// at each row's first column.
struct KeyValueCache {
  /// The number of rows.
  let rowCount: Int
  /// The number of columns in use.
  private(set) var end: Int
  /// The number of columns there is room for.
  let capacity: Int

  /// The first column of each row.
  private let starts: [Int]
  /// `[layers, 2, rows, heads, capacity, size]`; the 2 are keys and values.
  private let storage: Tensor
  private let keys: [Tensor]
  private let values: [Tensor]
  /// The first column of each row, as attention takes them.
  private let startTensor: Tensor

  /// The keys and values of prompts that were read together.
  struct Prefix {
    /// `[layers, 2, rows, heads, length, size]`; a row's tokens fill its first columns.
    var storage: Tensor
    /// The number of tokens of each row.
    var lengths: [Int]
  }

  /// The rows of an older cache that go on, followed by new ones, with room for more columns.
  init(
    _ older: KeyValueCache?, keeping kept: [Int], adding added: [Prefix], room: Int
  ) throws {
    let keptLengths = kept.map { row in (older?.end ?? 0) - (older?.starts[row] ?? 0) }
    let lengths = keptLengths + added.flatMap(\.lengths)
    let end = lengths.max() ?? 0
    capacity = end + room
    self.end = end
    rowCount = lengths.count
    starts = lengths.map { end - $0 }
    let likeness = added.first?.storage ?? older?.storage
    var shape = likeness?.shape ?? [0, 2, 0, 0, 0, 0]
    shape[2] = rowCount
    shape[4] = capacity
    // Zeros, because what is masked still takes part with the weight 0, and 0 times what memory
    // happens to hold may be anything.
    let storage = try Tensor.zeros(
      shape, dtype: likeness?.dtype ?? .float32, device: likeness?.device ?? .cpu)
    if let older, let width = keptLengths.max() {
      let rows = try Tensor(kept, device: storage.device)
      let columns = try older.storage.narrowed(dim: 4, start: older.end - width, length: width)
      try storage.narrowed(dim: 2, start: 0, length: kept.count)
        .narrowed(dim: 4, start: end - width, length: width)
        .copyInPlace(columns.indexSelect(dim: 2, rows))
    }
    var firstRow = kept.count
    for prefix in added {
      try Self.copy(prefix, into: storage, firstRow: firstRow, end: end)
      firstRow += prefix.lengths.count
    }
    let layers = try (0..<shape[0]).map { try storage.selected(dim: 0, $0) }
    keys = try layers.map { try $0.selected(dim: 0, 0) }
    values = try layers.map { try $0.selected(dim: 0, 1) }
    startTensor = try Tensor(starts, device: storage.device)
    self.storage = storage
  }

  /// Whether there is room for another column.
  var isFull: Bool { end >= capacity }

  /// Attention of one token of each row to everything that the row has read, itself included.
  func attend(_ layer: Int, _ q: Tensor, _ k: Tensor, _ v: Tensor) throws -> Tensor {
    try Tensor.cachedAttention(
      q, k, v, keys: keys[layer], values: values[layer], starts: startTensor, column: end)
  }

  /// Counts the column that all blocks have written.
  mutating func advance() { end += 1 }

  /// Copies the rows of a prefix, as many at once as have the same length.
  private static func copy(
    _ prefix: Prefix, into storage: Tensor, firstRow: Int, end: Int
  ) throws {
    var row = 0
    while row < prefix.lengths.count {
      let length = prefix.lengths[row]
      let count = prefix.lengths[row...].prefix { $0 == length }.count
      try storage.narrowed(dim: 2, start: firstRow + row, length: count)
        .narrowed(dim: 4, start: end - length, length: length)
        .copyInPlace(
          prefix.storage.narrowed(dim: 2, start: row, length: count)
            .narrowed(dim: 4, start: 0, length: length))
      row += count
    }
  }
}
