// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Yams

/// A YAML file as values, with the line of every field, so that what is wrong can be shown.
///
/// Scalars stay the texts that stand in the file; whoever reads a field knows what it must be.
struct LocatedYAML {
  let file: String
  let json: JSONValue
  private let lines: [String: Int]

  /// Reads a file.
  ///
  /// - Parameter what: What the file is, such as `style`.
  /// - Throws: `fileUnreadable`, or `malformedFile` with the line.
  init(at url: URL, what: String) throws {
    try self.init(
      Self.text(at: url, what: what), file: url.lastPathComponent, what: what)
  }

  /// The text of a file.
  static func text(at url: URL, what: String) throws -> String {
    do {
      return try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw AssayError(
        .fileUnreadable, "The \(what) cannot be read: \(error.reason).",
        advice: "Check the path; the file must be text in UTF-8.",
        location: SourceLocation(file: url.path(percentEncoded: false)))
    }
  }

  /// Parses a text.
  ///
  /// - Throws: `malformedFile` with the line.
  init(_ yaml: String, file: String, what: String) throws {
    self.file = file
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      let (problem, line) = Self.problem(error)
      throw AssayError(
        .malformedFile, "The \(what) is not valid YAML: \(problem).",
        advice: "Check indentation, brackets and quotes near that line.",
        location: SourceLocation(file: file, line: line))
    }
    var lines: [String: Int] = [:]
    json = try root.map { try Self.json($0, at: "", file: file, lines: &lines) } ?? .null
    self.lines = lines
  }

  /// What the parser says, without the text around it, and where.
  private static func problem(_ error: any Error) -> (text: String, line: Int?) {
    switch error as? YamlError {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
      .composer(_, let text, let mark, _):
      (text, mark.line)
    default: (error.reason, nil)
    }
  }

  /// The line of the field, or of the nearest field around it that stands in the file.
  func line(of field: String) -> Int? {
    var path = field
    while lines[path] == nil, let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) {
      path = String(path[..<end])
    }
    return lines[path] ?? lines[""]
  }

  /// Runs the body, whose errors name fields, and adds their lines.
  func located<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch var error as AssayError {
      let field = error.location?.field ?? ""
      if error.location?.line == nil { error.location?.line = line(of: field) }
      throw error
    }
  }

  private static func json(
    _ node: Node, at path: String, file: String, lines: inout [String: Int]
  ) throws -> JSONValue {
    if lines[path] == nil { lines[path] = node.mark?.line }
    switch node {
    case .scalar(let scalar): return .string(scalar.string)
    case .sequence(let sequence):
      return .array(
        try sequence.enumerated().map {
          try json($1, at: "\(path)[\($0)]", file: file, lines: &lines)
        })
    case .mapping(let mapping):
      var members: [String: JSONValue] = [:]
      for (key, value) in mapping {
        let name = key.string ?? ""
        let field = path.isEmpty ? name : "\(path).\(name)"
        lines[field] = key.mark?.line
        guard !name.isEmpty, members[name] == nil else {
          throw AssayError(
            .malformedFile, "A field's name is not a text, or stands twice.",
            advice: "Give each field once.",
            location: SourceLocation(file: file, line: key.mark?.line, field: field))
        }
        members[name] = try json(value, at: field, file: file, lines: &lines)
      }
      return .object(members)
    case .alias: return .null
    }
  }
}
