// SPDX-License-Identifier: Apache-2.0
import Foundation

/// How often every item beat every other, from which strengths are fitted.
struct WinTable {
  /// `wins[i][j]`: how often item i beat item j, a tie being half a win for each.
  private var wins: [[Double]]

  private var items: Range<Int> { wins.indices }

  init(itemCount: Int, contests: [Contest], prior: Double) throws(StatisticsError) {
    try Check.notEmpty(contests.count, "comparisons")
    let row = [Double](repeating: prior, count: itemCount)
    wins = [[Double]](repeating: row, count: itemCount)
    for item in 0..<itemCount { wins[item][item] = 0 }
    for (index, contest) in contests.enumerated() {
      let (first, second) = (contest.first, contest.second)
      guard items.contains(first), items.contains(second), first != second else {
        throw StatisticsError(
          .outOfRange,
          "Comparison \(index) is of items \(first) and \(second), not of two of \(itemCount).")
      }
      wins[first][second] += contest.firstShare
      wins[second][first] += 1 - contest.firstShare
    }
  }

  /// Throws unless every item reaches every other by a chain of wins.
  func requireStrongConnection() throws(StatisticsError) {
    for beats in [true, false] {
      let reached = reachable(beats: beats)
      guard let missing = items.first(where: { !reached.contains($0) }) else { continue }
      let part = items.filter(reached.contains)
      let relation =
        beats ? "have never beaten any other item" : "have never lost to any other item"
      throw StatisticsError(
        .disconnected,
        "Items \(list(part)) \(relation), such as \(missing): their distance is not bounded.",
        advice: "Compare more, leave such items out, or add a prior.")
    }
  }

  /// The items that item 0 reaches by wins, or by losses.
  private func reachable(beats: Bool) -> Set<Int> {
    var reached: Set<Int> = [0]
    var waiting = [0]
    while let item = waiting.popLast() {
      for other in items where !reached.contains(other) {
        let count = beats ? wins[item][other] : wins[other][item]
        if count > 0 {
          reached.insert(other)
          waiting.append(other)
        }
      }
    }
    return reached
  }

  private func list(_ items: [Int]) -> String {
    let shown = items.prefix(8).map(String.init).joined(separator: ", ")
    return items.count > 8 ? "\(shown) and \(items.count - 8) more" : shown
  }

  /// The strengths of greatest likelihood, summing to 0, and their covariance.
  func fit() throws(StatisticsError) -> (strengths: [Double], covariance: [[Double]]) {
    var strengths = [Double](repeating: 0, count: items.count)
    var current = logLikelihood(strengths)
    for _ in 0..<200 {
      let (gradient, information) = derivatives(strengths)
      let inverse = try SymmetricMatrix.inverse(information)
      var step = inverse.map { row in zip(row, gradient).reduce(0) { $0 + $1.0 * $1.1 } }
      let size = step.reduce(0) { max($0, abs($1)) }
      if size < 1e-13 { break }
      // The likelihood is concave, so a step that overshoots only has to be shortened.
      var next = zip(strengths, step).map { $0 + $1 }
      var value = logLikelihood(next)
      var halvings = 0
      while value < current, size > 1e-6, halvings < 60 {
        step = step.map { $0 / 2 }
        next = zip(strengths, step).map { $0 + $1 }
        value = logLikelihood(next)
        halvings += 1
      }
      let mean = next.reduce(0, +) / Double(next.count)
      strengths = next.map { $0 - mean }
      current = value
    }
    return (strengths, try covariance(strengths))
  }

  /// The inverse of the information among vectors that sum to 0.
  private func covariance(_ strengths: [Double]) throws(StatisticsError) -> [[Double]] {
    let share = 1 / Double(items.count)
    return try SymmetricMatrix.inverse(derivatives(strengths).information).map { row in
      row.map { $0 - share }
    }
  }

  private func logLikelihood(_ strengths: [Double]) -> Double {
    var sum = 0.0
    for first in items {
      for second in items where wins[first][second] > 0 {
        let margin = strengths[first] - strengths[second]
        // log(1 / (1 + exp(-margin))), written so that no exponential overflows.
        sum -= wins[first][second] * (max(0, -margin) + log1p(exp(-abs(margin))))
      }
    }
    return sum
  }

  /// The gradient, and the information with 1 / n added everywhere.
  ///
  /// The addition makes the matrix invertible: it acts only along the direction in which all
  /// strengths move together, where the gradient is 0.
  private func derivatives(
    _ strengths: [Double]
  ) -> (gradient: [Double], information: [[Double]]) {
    let count = items.count
    var gradient = [Double](repeating: 0, count: count)
    let row = [Double](repeating: 1 / Double(count), count: count)
    var information = [[Double]](repeating: row, count: count)
    for first in items {
      for second in 0..<first {
        let played = wins[first][second] + wins[second][first]
        guard played > 0 else { continue }
        let chance = Logistic.value(strengths[first] - strengths[second])
        let surplus = wins[first][second] - played * chance
        gradient[first] += surplus
        gradient[second] -= surplus
        let weight = played * chance * (1 - chance)
        information[first][first] += weight
        information[second][second] += weight
        information[first][second] -= weight
        information[second][first] -= weight
      }
    }
    return (gradient, information)
  }
}

/// Matrices that equal their transpose and have positive eigenvalues only.
enum SymmetricMatrix {
  /// The inverse, by Cholesky's decomposition.
  static func inverse(_ matrix: [[Double]]) throws(StatisticsError) -> [[Double]] {
    let count = matrix.count
    var lower = matrix
    for row in 0..<count {
      for column in 0...row {
        var sum = matrix[row][column]
        for inner in 0..<column { sum -= lower[row][inner] * lower[column][inner] }
        if row > column {
          lower[row][column] = sum / lower[column][column]
        } else {
          guard sum > 0, sum.isFinite else {
            throw StatisticsError(
              .undefined, "The strengths lie too far apart to tell their spread.",
              advice: "Compare more, or add a prior.")
          }
          lower[row][row] = sum.squareRoot()
        }
      }
    }
    return (0..<count).map { column in solve(lower, unit: column) }
  }

  private static func solve(_ lower: [[Double]], unit: Int) -> [Double] {
    let count = lower.count
    var solution = [Double](repeating: 0, count: count)
    solution[unit] = 1
    for row in 0..<count {
      for inner in 0..<row { solution[row] -= lower[row][inner] * solution[inner] }
      solution[row] /= lower[row][row]
    }
    for row in (0..<count).reversed() {
      for inner in row + 1..<count { solution[row] -= lower[inner][row] * solution[inner] }
      solution[row] /= lower[row][row]
    }
    return solution
  }
}
