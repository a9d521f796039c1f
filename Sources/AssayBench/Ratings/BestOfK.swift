// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Scores of several responses to one prompt, each of which is right or wrong (PPE, Frick et al.
/// 2024, arXiv 2410.14872, section 4).
///
/// A response without a score ranks below all others, as the published code has it.
public struct ScoredResponses: Sendable, Hashable {
  /// The score of each response; `nil` where there is none.
  public var scores: [Double?]
  /// Whether each response is right.
  public var areRight: [Bool]

  /// - Parameters:
  ///   - scores: One score a response.
  ///   - areRight: As many truth values; more or fewer than scores are cut off.
  public init(scores: [Double?], areRight: [Bool]) {
    let count = min(scores.count, areRight.count)
    self.scores = Array(scores.prefix(count))
    self.areRight = Array(areRight.prefix(count))
  }

  /// The probability that the best-scored of `k` responses drawn without replacement is right.
  ///
  /// Of responses that share the best score one is taken at random. It is the exact expectation
  /// over all draws, not an average over samples.
  ///
  /// - Returns: `nil` where there are fewer than `k` responses, or `k` is below 1.
  public func bestOf(_ k: Int) -> Double? {
    let n = scores.count
    guard k >= 1, k <= n else { return nil }
    var expected = 0.0
    var above = 0
    for tie in ties {
      // That none of those above is drawn, less that none of those above or here is drawn.
      let share = Self.noneDrawn(of: above, k, n) - Self.noneDrawn(of: above + tie.count, k, n)
      expected += share * Double(tie.right) / Double(tie.count)
      above += tie.count
    }
    return expected
  }

  /// The probability that a right response has a higher score than a wrong one, a tie counting one
  /// half: the area under the ROC curve of the scores as a classifier of right responses.
  ///
  /// - Returns: `nil` where all are right or all are wrong.
  public var areaUnderCurve: Double? {
    let right = areRight.count { $0 }
    let wrong = areRight.count - right
    guard right > 0, wrong > 0 else { return nil }
    var wins = 0.0
    var rightAbove = 0
    for tie in ties {
      let tiedWrong = tie.count - tie.right
      wins += Double(tiedWrong) * (Double(rightAbove) + Double(tie.right) / 2)
      rightAbove += tie.right
    }
    return wins / (Double(right) * Double(wrong))
  }

  /// All responses of several prompts as if they were answers to one.
  public static func pooled(_ prompts: [ScoredResponses]) -> ScoredResponses {
    ScoredResponses(
      scores: prompts.flatMap(\.scores), areRight: prompts.flatMap(\.areRight))
  }

  /// The mean of ``bestOf(_:)`` over prompts for each `k` from 1 up to the fewest responses.
  public static func curve(_ prompts: [ScoredResponses]) -> [Double] {
    guard let fewest = prompts.map(\.scores.count).min(), fewest > 0 else { return [] }
    return (1...fewest).map { k in
      prompts.compactMap { $0.bestOf(k) }.reduce(0, +) / Double(prompts.count)
    }
  }

  /// How many responses share each score and how many of them are right, the best score first.
  private var ties: [(count: Int, right: Int)] {
    let lowest = -Double.infinity
    let order = scores.indices.sorted { scores[$0] ?? lowest > scores[$1] ?? lowest }
    var ties: [(score: Double, count: Int, right: Int)] = []
    for index in order {
      let score = scores[index] ?? lowest
      if ties.last?.score != score { ties.append((score, 0, 0)) }
      ties[ties.count - 1].count += 1
      if areRight[index] { ties[ties.count - 1].right += 1 }
    }
    return ties.map { ($0.count, $0.right) }
  }

  /// The probability that `k` draws from `n` avoid certain ones.
  private static func noneDrawn(of certain: Int, _ k: Int, _ n: Int) -> Double {
    guard n - certain >= k else { return 0 }
    return (0..<k).reduce(1) { $0 * Double(n - certain - $1) / Double(n - $1) }
  }
}
