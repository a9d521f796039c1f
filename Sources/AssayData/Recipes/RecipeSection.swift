// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation
import Yams

/// A mapping of a recipe, read field by field; what is left unread at the end is an error.
///
/// A wrong value or an unknown key is reported with file, line and the field's whole path.
public final class RecipeSection {
  /// The names of the sections around this one and its own, with points between; empty at the top.
  public let path: String
  /// The file's name, for messages.
  public let file: String
  private let line: Int?
  private let nodes: [(key: String, value: Node)]
  private var read: Set<String> = []

  /// The text of a recipe file.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable`.
  public static func text(of file: URL) throws -> String {
    do {
      return try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw AssayError(
        .fileUnreadable, "The recipe cannot be read: \(error.reason).",
        advice: "Check the path; recipes are YAML files in UTF-8.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
  }

  /// Parses a whole recipe.
  ///
  /// - Throws: An `AssayError` with code `malformedFile`.
  public convenience init(yaml: String, file: String) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw Self.failure(error, file: file)
    }
    guard let root else {
      throw AssayError(
        .malformedFile, "The recipe is empty.", advice: "Start from one of the Recipes folder.",
        location: SourceLocation(file: file))
    }
    try self.init(root, path: "", file: file)
  }

  private static func failure(_ error: any Error, file: String) -> AssayError {
    var (problem, line) = ("\(error)", Int?.none)
    switch error as? YamlError {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
      .composer(_, let text, let mark, _):
      (problem, line) = (text, mark.line)
    default: break
    }
    return AssayError(
      .malformedFile, "The recipe is not valid YAML: \(problem).",
      advice: "Check indentation, brackets and quotes near that line.",
      location: SourceLocation(file: file, line: line))
  }

  private init(_ node: Node, path: String, file: String) throws {
    self.path = path
    self.file = file
    self.line = node.mark?.line
    guard case .mapping(let mapping) = node else {
      throw AssayError(
        .malformedFile, "The field must be a section with fields of its own.",
        advice: "Write one 'name: value' a line below it, indented.",
        location: SourceLocation(
          file: file, line: node.mark?.line, field: path.isEmpty ? nil : path))
    }
    var nodes: [(key: String, value: Node)] = []
    for (key, value) in mapping {
      guard let name = key.string, !nodes.contains(where: { $0.key == name }) else {
        throw AssayError(
          .malformedFile, "A field's name is not a text, or stands twice.",
          location: SourceLocation(
            file: file, line: key.mark?.line, field: path.isEmpty ? nil : path))
      }
      nodes.append((name, value))
    }
    self.nodes = nodes
  }

  /// Where the section begins.
  public var location: SourceLocation {
    SourceLocation(file: file, line: line, field: path.isEmpty ? nil : path)
  }

  /// Whether the field stands in the section (also as `null`, which counts as absent).
  public func has(_ name: String) -> Bool { node(name) != nil }

  /// A text, or `nil` where the field is absent; so too below.
  public func text(_ name: String) throws -> String? {
    try scalar(name, "a text") { $0.scalar.map(\.string) }
  }

  /// A whole number.
  ///
  /// - Parameter highest: A thousand million, so that products of settings stay numbers.
  public func whole(
    _ name: String, atLeast lowest: Int = 0, atMost highest: Int = 1_000_000_000
  ) throws -> Int? {
    let isAbove = node(name)?.int.map { $0 > highest } ?? false
    let bound = isAbove ? "at most \(highest.grouped)" : "at least \(lowest)"
    return try scalar(name, "a whole number of \(bound)") { node in
      node.int.flatMap { (lowest...max(lowest, highest)).contains($0) ? $0 : nil }
    }
  }

  /// A number in the range.
  public func number(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
    try scalar(name, "a number from \(range.lowerBound) to \(range.upperBound)") { node in
      (node.float ?? node.int.map(Double.init)).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// True or false.
  public func flag(_ name: String) throws -> Bool? { try scalar(name, "true or false") { $0.bool } }

  /// One of an enumeration's names.
  public func choice<Value: RawRepresentable & CaseIterable>(_ name: String) throws -> Value?
  where Value.RawValue == String {
    let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
    return try scalar(name, "one of \(names)") { $0.string.flatMap(Value.init(rawValue:)) }
  }

  /// A list of texts.
  public func texts(_ name: String) throws -> [String]? {
    try scalar(name, "a list of texts") { node in
      guard case .sequence(let sequence) = node else { return nil }
      let texts = sequence.compactMap { $0.scalar?.string }
      return texts.count == sequence.count ? texts : nil
    }
  }

  /// A field of any shape, for settings that another module reads.
  public func json(_ name: String) throws -> JSONValue? {
    try node(name).map { try json($0, name) }
  }

  /// A section below this one.
  public func section(_ name: String) throws -> RecipeSection? {
    guard let node = node(name) else { return nil }
    return try RecipeSection(node, path: fieldPath(name), file: file)
  }

  /// The sections of a list, such as the stages of a pipeline.
  public func sections(_ name: String) throws -> [RecipeSection]? {
    guard let node = node(name) else { return nil }
    guard case .sequence(let sequence) = node else {
      throw failure(name, "The field must be a list.", advice: "Begin each element with '- '.")
    }
    return try sequence.enumerated().map { position, element in
      try RecipeSection(element, path: "\(fieldPath(name))[\(position)]", file: file)
    }
  }

  /// The names of the fields, in the file's order.
  public var names: [String] { nodes.map(\.key) }

  /// Unwraps a field that must be there.
  public func required<Value>(_ name: String, _ value: Value?) throws -> Value {
    guard let value else {
      throw failure(name, "The field is missing.", advice: "Add it.")
    }
    return value
  }

  /// Refuses fields that nothing read: a misspelt setting must not be passed over.
  public func finish() throws {
    guard let stray = nodes.first(where: { !read.contains($0.key) }) else { return }
    throw AssayError(
      .malformedFile, "The field is unknown here.",
      advice: SimilarName.question(stray.key, among: read)
        + "Known fields: \(read.sorted().joined(separator: ", ")).",
      location: SourceLocation(
        file: file, line: stray.value.mark?.line, field: fieldPath(stray.key)))
  }

  /// An error about one field of this section.
  public func failure(_ name: String, _ message: String, advice: String? = nil) -> AssayError {
    let own = nodes.first { $0.key == name }?.value.mark?.line
    return AssayError(
      .malformedFile, message, advice: advice,
      location: SourceLocation(file: file, line: own ?? line, field: fieldPath(name)))
  }

  private func json(_ node: Node, _ name: String) throws -> JSONValue {
    switch node {
    case .mapping(let mapping):
      var members: [String: JSONValue] = [:]
      for (key, value) in mapping {
        guard let key = key.string else { throw failure(name, "A key is not a text.") }
        members[key] = try json(value, name)
      }
      return .object(members)
    case .sequence(let sequence): return .array(try sequence.map { try json($0, name) })
    case .scalar, .alias:
      if node.null != nil { return .null }
      if let value = node.bool { return .bool(value) }
      if let value = node.int { return .integer(value) }
      if let value = node.float { return .number(value) }
      guard let text = node.string else { throw failure(name, "The value cannot be read.") }
      return .string(text)
    }
  }

  private func fieldPath(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private func node(_ name: String) -> Node? {
    read.insert(name)
    guard let node = nodes.first(where: { $0.key == name })?.value, node.null == nil else {
      return nil
    }
    return node
  }

  private func scalar<Value>(
    _ name: String, _ kind: String, _ convert: (Node) -> Value?
  ) throws -> Value? {
    guard let node = node(name) else { return nil }
    guard let value = convert(node) else {
      throw failure(name, "The field must be \(kind).", advice: "Correct the value.")
    }
    return value
  }
}
