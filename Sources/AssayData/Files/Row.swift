// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// One JSON object of a file, which knows where it stands.
///
/// Reading a field that is missing or of the wrong type throws an error that names the file, the
/// line and the field's path.
public struct Row: Sendable {
  /// The object's members.
  public var members: [String: JSONValue]
  /// The row's 0-based position in its file.
  public var index: Int
  /// The file and line, and inside a nested object the path to it.
  public var location: SourceLocation

  public init(members: [String: JSONValue], index: Int, location: SourceLocation) {
    self.members = members
    self.index = index
    self.location = location
  }

  /// Whether the field is there and not null.
  public func has(_ key: String) -> Bool {
    if let value = members[key] { !value.isNull } else { false }
  }

  /// A text that must be there.
  public func string(_ key: String) throws -> String {
    guard let text = try optionalString(key) else { throw missing(key, "a string") }
    return text
  }

  /// A text, or `nil` where the field is absent or null.
  public func optionalString(_ key: String) throws -> String? {
    switch members[key] {
    case .string(let text): return text
    case nil, .null: return nil
    case let other?: throw wrongType(key, other, expected: "a string")
    }
  }

  /// A truth value that must be there.
  public func bool(_ key: String) throws -> Bool {
    guard let value = try optionalBool(key) else { throw missing(key, "true or false") }
    return value
  }

  /// A truth value, or `nil` where the field is absent or null.
  public func optionalBool(_ key: String) throws -> Bool? {
    switch members[key] {
    case .bool(let value): return value
    case nil, .null: return nil
    case let other?: throw wrongType(key, other, expected: "true or false")
    }
  }

  /// A whole number that must be there.
  public func integer(_ key: String) throws -> Int {
    guard let value = members[key], !value.isNull else { throw missing(key, "a whole number") }
    guard let number = value.integerValue else {
      throw wrongType(key, value, expected: "a whole number")
    }
    return number
  }

  /// An identifier that must be there: a text, or a whole number in digits.
  public func identifier(_ key: String) throws -> String {
    if case .integer(let number) = members[key] { return "\(number)" }
    return try string(key)
  }

  /// The nested objects of a list that must be there.
  public func objects(_ key: String) throws -> [Row] {
    guard let elements = members[key]?.arrayValue else {
      throw members[key].map { wrongType(key, $0, expected: "a list of objects") }
        ?? missing(key, "a list of objects")
    }
    return try elements.enumerated().map { position, element in
      guard let members = element.objectValue else {
        throw wrongType("\(key)[\(position)]", element, expected: "an object")
      }
      return Row(members: members, index: index, location: place("\(key)[\(position)]"))
    }
  }

  /// A whole number that must be there, also where it is written as text, as in CSV files.
  public func integerText(_ key: String) throws -> Int {
    guard case .string(let text) = members[key] else { return try integer(key) }
    guard let number = Int(text) else {
      throw failure(key, "The field '\(key)' is '\(text)'.", advice: "It should be a whole number.")
    }
    return number
  }

  /// A list of texts that must be there.
  public func strings(_ key: String) throws -> [String] {
    guard let value = members[key], !value.isNull else { throw missing(key, "a list of strings") }
    guard let elements = value.arrayValue else {
      throw wrongType(key, value, expected: "a list of strings")
    }
    var texts: [String] = []
    texts.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      guard case .string(let text) = element else {
        throw wrongType("\(key)[\(position)]", element, expected: "a string")
      }
      texts.append(text)
    }
    return texts
  }

  /// A nested object that must be there.
  public func object(_ key: String) throws -> Row {
    guard let value = members[key], !value.isNull else { throw missing(key, "an object") }
    guard let members = value.objectValue else {
      throw wrongType(key, value, expected: "an object")
    }
    return Row(members: members, index: index, location: place(key))
  }

  /// An error about one field of this row.
  public func failure(_ key: String?, _ message: String, advice: String) -> AssayError {
    AssayError(
      .malformedRow, message, advice: advice, location: key.map { place($0) } ?? location)
  }

  private func place(_ key: String) -> SourceLocation {
    var place = location
    place.field = place.field.map { "\($0).\(key)" } ?? key
    return place
  }

  private func missing(_ key: String, _ expected: String) -> AssayError {
    failure(
      key, "The field '\(key)' is missing.",
      advice: "It should be \(expected); the fields here are: \(fieldNames).")
  }

  private func wrongType(_ key: String, _ value: JSONValue, expected: String) -> AssayError {
    failure(
      key, "The field '\(key)' is \(value.typeName).", advice: "It should be \(expected).")
  }

  private var fieldNames: String {
    members.isEmpty ? "none" : members.keys.sorted().prefix(20).joined(separator: ", ")
  }
}
