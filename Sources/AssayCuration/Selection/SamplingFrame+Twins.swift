// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension SamplingFrame {
  /// The rows of every stratum without twins, ascending, and for every twin the row kept instead.
  ///
  /// Which of the twins of a source stays is drawn by the seed and the question alone, each as
  /// likely as the others, so that no label is favoured and other rows have no say.
  func withoutTwins(seed: UInt64) -> (rows: [[Int]], twins: [Int: Int]) {
    var sources: [String: UInt64] = [:]
    let salts = strata.map { stratum in
      let salt = sources[stratum.source] ?? StableHash.fnv1a(stratum.source)
      sources[stratum.source] = salt
      return salt
    }
    var groups: [Question: [Int]] = [:]
    for row in 0..<count where questions[row] != 0 {
      let key = Question(source: salts[Int(stratumOfRow[row])], question: questions[row])
      groups[key, default: []].append(row)
    }
    var twins: [Int: Int] = [:]
    for (key, rows) in groups where rows.count > 1 {
      var generator = SeededGenerator(
        seed: seed ^ key.source ^ key.question, stream: "sampling/twins")
      let kept = rows[generator.below(rows.count)]
      for row in rows where row != kept { twins[row] = kept }
    }
    var result: [[Int]] = Array(repeating: [], count: strata.count)
    for row in 0..<count where twins[row] == nil { result[Int(stratumOfRow[row])].append(row) }
    return (result, twins)
  }

  private struct Question: Hashable {
    var source: UInt64
    var question: UInt64
  }
}
