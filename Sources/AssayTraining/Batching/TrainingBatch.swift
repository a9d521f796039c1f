// SPDX-License-Identifier: Apache-2.0

/// Some examples side by side, padded on the right to the longest.
///
/// Under causal attention no real token sees the padding after it, so no mask is needed; the
/// padding's own outputs are never read, because only target positions are.
public struct TrainingBatch: Sendable, Hashable {
  /// How many examples there are.
  public let rows: Int
  /// How many tokens each row has, padding included.
  public let columns: Int
  /// The fed tokens, row after row: `rows * columns` ids, padding being id 0.
  public let inputs: [Int64]
  /// For each target the flat index (`row * columns + column`) of the position that predicts it.
  public let targetPositions: [Int64]
  /// The ids to predict.
  public let targets: [Int64]
  /// How many fed tokens are real.
  public let realTokens: Int

  public init(_ examples: [TrainingExample]) {
    let columns = examples.map(\.inputCount).max() ?? 0
    var inputs = [Int64](repeating: 0, count: examples.count * columns)
    var positions: [Int64] = []
    var targets: [Int64] = []
    let targetCount = examples.reduce(0) { $0 + $1.completionCount }
    positions.reserveCapacity(targetCount)
    targets.reserveCapacity(targetCount)
    for (row, example) in examples.enumerated() {
      let start = row * columns
      for column in 0..<example.inputCount {
        inputs[start + column] = Int64(example.tokens[column])
      }
      for index in example.promptCount..<example.tokens.count {
        positions.append(Int64(start + index - 1))
        targets.append(Int64(example.tokens[index]))
      }
    }
    self.rows = examples.count
    self.columns = columns
    self.inputs = inputs
    self.targetPositions = positions
    self.targets = targets
    self.realTokens = examples.reduce(0) { $0 + $1.inputCount }
  }
}
