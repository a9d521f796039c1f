// SPDX-License-Identifier: Apache-2.0

/// Finds the name that somebody probably meant.
public enum SimilarName {
  /// The known names nearest to the one that was written, the nearest first; none where nothing is
  /// near.
  ///
  /// Near is what differs by at most a third of its letters, where a letter may be missing, added,
  /// another one, or have changed places with its neighbour (the restricted Damerau-Levenshtein
  /// distance); or what holds the whole name. Case does not count.
  ///
  /// - Parameter most: How many at most.
  public static func of(
    _ name: String, among names: some Sequence<String>, most: Int = 3
  ) -> [String] {
    // Nothing longer than any name needs to be compared.
    let wanted = Array(name.lowercased().unicodeScalars.prefix(100))
    guard !wanted.isEmpty else { return [] }
    let near = names.compactMap { candidate -> (distance: Int, name: String)? in
      let other = Array(candidate.lowercased().unicodeScalars)
      if wanted.count > 2, candidate.lowercased().contains(name.lowercased()) {
        return (wanted == other ? 0 : 1, candidate)
      }
      let distance = distance(wanted, other)
      return distance <= max(1, min(wanted.count, other.count) / 3) ? (distance, candidate) : nil
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(most).map(\.name)
  }

  /// `Did you mean 'a' or 'b'? `, with a space at its end, or nothing.
  public static func question(
    _ name: String, among names: some Sequence<String>
  ) -> String {
    let near = of(name, among: names).map { "'\($0)'" }
    guard let last = near.last else { return "" }
    let others = near.dropLast().joined(separator: ", ")
    return "Did you mean \(others.isEmpty ? last : "\(others) or \(last)")? "
  }

  private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
    var older = [Int](repeating: 0, count: second.count + 1)
    var row = Array(0...second.count)
    for i in 1...first.count {
      var next = [i] + [Int](repeating: 0, count: second.count)
      for j in 1...second.count {
        let isSame = first[i - 1] == second[j - 1]
        next[j] = min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (isSame ? 0 : 1))
        if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
          next[j] = min(next[j], older[j - 2] + 1)
        }
      }
      (older, row) = (row, next)
    }
    return row[second.count]
  }
}
