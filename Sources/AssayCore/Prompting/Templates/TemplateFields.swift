// SPDX-License-Identifier: Apache-2.0

/// Reads the fields of a style's file; what is wrong is named by its path.
struct TemplateFields {
  var file: String

  func failure(_ path: String, _ what: String) -> AssayError {
    AssayError(
      .malformedFile,
      "The \(path.isEmpty ? "style" : "field '\(path)' of the style") \(what).",
      advice: "See \"Your own style\" in the documentation of judging.",
      location: SourceLocation(file: file, field: path.isEmpty ? nil : path))
  }

  func members(
    _ json: JSONValue?, _ path: String, known: [String]
  ) throws -> [String: JSONValue] {
    guard let json else { throw failure(path, "is missing") }
    guard let members = json.objectValue else {
      throw failure(path, "is \(json.typeName) and has no fields of its own")
    }
    for key in members.keys.sorted() where !known.contains(key) {
      throw failure(
        path.isEmpty ? key : "\(path).\(key)",
        "is unknown; there are \(known.joined(separator: ", "))")
    }
    return members
  }

  func text(_ json: JSONValue?, _ path: String) throws -> String {
    guard let json else { throw failure(path, "is missing") }
    guard let text = json.stringValue, !text.isEmpty else {
      throw failure(path, "is not a text that says something")
    }
    return text
  }

  func texts(_ json: JSONValue?, _ path: String) throws -> [String] {
    guard let json else { return [] }
    guard let list = json.arrayValue else { throw failure(path, "is no list of texts") }
    return try list.enumerated().map { try text($1, "\(path)[\($0)]") }
  }

  /// Refuses a place such as `{respnse}` that looks like one and is none.
  func check(_ text: String, _ path: String, places: [String]) throws {
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      rest = rest[rest.index(after: open)...]
      let word = rest.prefix { $0 == "_" || $0.isLetter }
      guard !word.isEmpty, rest.dropFirst(word.count).first == "}" else { continue }
      guard places.contains(String(word)) else {
        throw failure(
          path,
          "has a place {\(word)}; there are \(places.map { "{\($0)}" }.joined(separator: ", "))")
      }
    }
  }
}
