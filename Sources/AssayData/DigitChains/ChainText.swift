// SPDX-License-Identifier: Apache-2.0

/// How lines of a solution are written in a response, and read out of one.
enum ChainText {
  /// The lines, each with its 0-based index and a colon before it.
  static func response(_ lines: [String]) -> String {
    lines.enumerated().map { "\($0):\($1)" }.joined(separator: "\n")
  }

  /// The lines of a response, without what stands before the first colon of each.
  static func lines(of response: String) -> [String] {
    response.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let colon = line.firstIndex(of: ":") else { return String(line) }
      return String(line[line.index(after: colon)...])
    }
  }
}
