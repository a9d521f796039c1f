// SPDX-License-Identifier: Apache-2.0
public import AssayTensor

/// Sequences of different lengths as one rectangle, filled up at the end of each row.
public struct TokenBatch: Sendable, Hashable {
  /// The number of rows.
  public let rowCount: Int
  /// The length of the longest row.
  public let length: Int
  /// The ids row by row.
  public let tokens: [Int64]
  /// The places in `tokens` whose next token is a target.
  public let positions: [Int64]
  /// The targets, one for each position.
  public let targets: [Int64]

  /// - Parameters:
  ///   - rows: The tokens of each sequence.
  ///   - isTarget: For each token whether it is to be predicted; missing flags mean that it is
  ///     not. The first token of a row has nothing before it and never is a target.
  ///   - padding: The id that fills up; it is never attended to.
  public init(rows: [[Int]], isTarget: [[Bool]], padding: Int = 0) {
    let length = rows.map(\.count).max() ?? 0
    var tokens = [Int64](repeating: Int64(padding), count: rows.count * length)
    var positions: [Int64] = []
    var targets: [Int64] = []
    for (row, ids) in rows.enumerated() {
      let flags = isTarget.indices.contains(row) ? isTarget[row] : []
      for (column, id) in ids.enumerated() {
        tokens[row * length + column] = Int64(id)
        if column > 0, flags.indices.contains(column), flags[column] {
          positions.append(Int64(row * length + column - 1))
          targets.append(Int64(id))
        }
      }
    }
    rowCount = rows.count
    self.length = length
    self.tokens = tokens
    self.positions = positions
    self.targets = targets
  }

  /// The ids as a tensor, `[rowCount, length]`.
  public func tokenTensor(_ device: Device = .cpu) throws -> Tensor {
    try Tensor(tokens, shape: [rowCount, length], device: device)
  }
}
