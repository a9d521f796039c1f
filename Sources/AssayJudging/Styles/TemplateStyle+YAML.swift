// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

extension TemplateStyle {
  /// Reads a style from its file: JSON where the name ends in `.json`, YAML otherwise.
  ///
  /// - Throws: `fileUnreadable`, or `malformedFile` with the file, the field and, in YAML, the line.
  public init(at url: URL) throws {
    let text = try LocatedYAML.text(at: url, what: "style")
    if url.pathExtension.lowercased() == "json" {
      try self.init(parsing: text, file: url.lastPathComponent)
    } else {
      try self.init(yaml: text, file: url.lastPathComponent)
    }
  }

  /// Parses a style from the text of a YAML file.
  ///
  /// - Throws: `malformedFile` with the line and the field.
  public init(yaml: String, file: String) throws {
    let located = try LocatedYAML(yaml, file: file, what: "style")
    self = try located.located { try TemplateStyle(json: located.json, file: file) }
  }
}
