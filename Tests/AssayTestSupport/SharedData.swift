// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// The way to the real public data that some tests read.
///
/// `ASSAY_DATA` names its folder; without it the folder `../shared/data` beside the package is
/// taken. Tests skip with a visible reason where there is none, except where `CI` is `true`.
public enum SharedData {
  /// The folder, or `nil` where there is none.
  public static let folder: URL? = {
    let environment = ProcessInfo.processInfo.environment
    let candidate =
      environment["ASSAY_DATA"].map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? packageRoot.appending(path: "../shared/data", directoryHint: .isDirectory)
    return FileManager.default.fileExists(atPath: candidate.path()) ? candidate : nil
  }()

  /// Whether tests on shared data are to run: always where `CI` is `true`.
  public static let isExpected =
    folder != nil || ProcessInfo.processInfo.environment["CI"] == "true"

  /// The reason shown beside a skipped test.
  public static let absence = "no shared data: set ASSAY_DATA to its folder"

  /// The path of one file or folder inside the shared data.
  public static func path(_ relative: String) throws -> URL {
    guard let folder else { throw Missing(relative: relative) }
    return folder.appending(path: relative)
  }

  /// The folder that holds `Package.swift`.
  public static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of small committed fixtures.
  public static let fixtures = packageRoot.appending(path: "Tests/Fixtures")

  struct Missing: Error, CustomStringConvertible {
    var relative: String
    var description: String { "no shared data for \(relative): set ASSAY_DATA to its folder" }
  }
}
