// SPDX-License-Identifier: Apache-2.0

/// RM-Bench's matrix of one domain (`scripts/utils.py`): how often chosen style i beats rejected
/// style j.
///
/// Easy is where the chosen response is in the fancier style (below the diagonal), normal where both
/// are in the same, hard where the rejected one is fancier.
public struct RMBenchScore: Sendable, Hashable {
  /// Row: the chosen response's style; column: the rejected one's; from 0 to 1.
  public var matrix: [[Double]]

  /// - Parameter matrix: Three rows of three shares.
  public init(matrix: [[Double]]) {
    precondition(matrix.count == 3 && matrix.allSatisfy { $0.count == 3 }, "the matrix is 3 by 3")
    self.matrix = matrix
  }

  /// The matrix of scalar scores; equal scores are no win.
  ///
  /// - Parameter items: The three scores of the chosen and of the rejected responses of each item.
  public init(items: [(chosen: [Double], rejected: [Double])]) {
    let count = Double(max(1, items.count))
    matrix = (0..<3).map { row in
      (0..<3).map { column in
        Double(items.count { $0.chosen[row] > $0.rejected[column] }) / count
      }
    }
  }

  /// The mean of the cells in which the chosen response has the fancier style.
  public var easy: Double { (matrix[1][0] + matrix[2][0] + matrix[2][1]) / 3 }
  /// The mean of the cells of equal styles.
  public var normal: Double { (matrix[0][0] + matrix[1][1] + matrix[2][2]) / 3 }
  /// The mean of the cells in which the rejected response has the fancier style.
  public var hard: Double { (matrix[0][1] + matrix[0][2] + matrix[1][2]) / 3 }
  /// The mean of the three, which is the mean of all cells.
  public var average: Double { (easy + normal + hard) / 3 }
}
