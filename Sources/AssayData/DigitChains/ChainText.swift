// SPDX-License-Identifier: Apache-2.0

import AssayCore

/// How lines of a problem, a solution and a critique are written, and read again.
///
/// A line begins with its letter: `a` for the first, as in the compact style. The same letter
/// begins the part of the problem that the step carries out, so that what belongs together can be
/// found by its letter alone.
enum ChainText {
  /// The lines, each behind its letter.
  static func lettered(_ lines: [String]) -> String {
    lines.enumerated().map { index, line in labelled(line, index) }.joined(separator: "\n")
  }

  /// The line behind the letter of the index.
  static func labelled(_ line: String, _ index: Int) -> String {
    CompactStyle.stepLabel(index) + line
  }

  /// The lines of a response, each without its letter.
  static func lines(of response: String) -> [String] {
    response.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.drop { $0.isASCII && $0.isLowercase })
    }
  }
}
