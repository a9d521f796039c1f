// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Texts that were looked at once and must not change unnoticed.
///
/// They lie in `Tests/Fixtures`. To accept a change, run the tests with
/// `ASSAY_RECORD_FIXTURES=1` and read the difference before committing it.
public enum GoldenText {
  /// How the text differs from its fixture; `nil` where it does not.
  ///
  /// - Parameter path: Inside `Tests/Fixtures`.
  public static func difference(_ text: String, from path: String) throws -> String? {
    let file = SharedData.fixtures.appending(path: path)
    if ProcessInfo.processInfo.environment["ASSAY_RECORD_FIXTURES"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return nil
    }
    guard let data = try? Data(contentsOf: file) else { return "there is no fixture \(path)" }
    let expected = String(decoding: data, as: UTF8.self)
    if expected == text { return nil }
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(new, old).prefix { $0 == $1 }.count
    return "\(path):\(line + 1): expected '\(line < old.count ? old[line] : "end of text")', "
      + "found '\(line < new.count ? new[line] : "end of text")'"
  }
}
