// SPDX-License-Identifier: Apache-2.0

import AssayCore
public import Foundation
import Mustache

/// Turns a report into one self-contained HTML page.
public struct ReportRenderer: Sendable {
  private let template: MustacheTemplate

  public init() throws {
    template = try MustacheTemplate(string: PageTemplate.text)
  }

  /// The page as text. Characters that steer how others are read are shown by their names.
  public func html(_ report: Report) -> String {
    PlainText.visible(template.render(PageView(report)))
  }

  /// Writes the page, replacing an older one only once the new one is whole.
  ///
  /// - Throws: `fileUnwritable` naming the file.
  public func write(_ report: Report, to file: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(html(report).utf8).write(to: file, options: .atomic)
    } catch {
      throw AssayError(
        .fileUnwritable, "The report could not be written (\(error.reason)).",
        advice: "Check that the folder exists, that you may write there, and that it has room.",
        location: SourceLocation(file: file.path()))
    }
  }
}
