// SPDX-License-Identifier: Apache-2.0

/// The closed form that an output must have, for servers that can hold a model to it.
///
/// It is built from a format's closed vocabulary. Fields keep their order, because a model writes
/// them in that order: an explanation that is to come before the verdict must stand before it.
public enum OutputSchema: Sendable, Hashable {
  /// Exactly one of these texts and nothing else.
  case choice([String])
  /// One JSON object with these fields, all required, in this order.
  ///
  /// The name is what the OpenAI protocol asks for: letters, digits, `_` and `-`.
  case object(name: String, fields: [Field])
  /// A text of these parts, one after the other, and nothing else.
  case text([Part])

  /// One field of the object.
  public struct Field: Sendable, Hashable {
    public var name: String
    public var value: Value
    /// What the field means, for models that are shown the schema.
    public var meaning: String?

    public init(_ name: String, _ value: Value, meaning: String? = nil) {
      self.name = name
      self.value = value
      self.meaning = meaning
    }
  }

  /// One part of a text.
  public enum Part: Sendable, Hashable {
    /// Exactly this text.
    case literal(String)
    /// Exactly one of these texts.
    case oneOf([String])
    /// One or more characters of the model's own.
    ///
    /// They never hold `mark`, a text of at most two characters that begins what follows, so that
    /// the end of the part can be told; an empty mark forbids nothing. They are one paragraph, or
    /// have lines.
    case free(without: String, lines: Bool)
  }

  /// What a field may hold.
  public indirect enum Value: Sendable, Hashable {
    /// Any text.
    case text
    case boolean
    /// One of these texts.
    case choice([String])
    /// A whole number from the lowest to the highest, both included.
    case integer(lowest: Int, highest: Int)
    /// A list of exactly this many values.
    case list(Value, count: Int)
    /// A nested object with these fields, as for several named criteria.
    case fields([Field])
  }
}

extension OutputSchema {
  /// The texts of a closed choice, or `nil` for another form.
  public var choices: [String]? {
    if case .choice(let texts) = self { texts } else { nil }
  }

  /// The JSON schema (draft 2020-12, in the subset that OpenAI's strict mode and the grammar
  /// engines of local servers share), with fields in their order. Choices and texts are JSON
  /// strings in it, with their quotes: as a schema it tells forms apart, and only objects should
  /// be held to it.
  public var jsonSchema: String {
    switch self {
    case .choice(let texts): Self.schema(of: .choice(texts))
    case .object(_, let fields): Self.schema(of: .fields(fields))
    case .text:
      #"{"type":"string","pattern":"# + Self.quoted("^" + (regularExpression ?? "") + "$") + "}"
    }
  }

  private static func schema(of value: Value, meaning: String? = nil) -> String {
    var members: [String]
    switch value {
    case .text: members = [#""type":"string""#]
    case .boolean: members = [#""type":"boolean""#]
    case .choice(let texts):
      members = [#""type":"string""#, #""enum":["# + list(texts.map(quoted)) + "]"]
    case .integer(let lowest, let highest):
      members = [#""type":"integer""#] + bounds(lowest, highest)
    case .list(let element, let count):
      members = [
        #""type":"array""#, #""items":"# + schema(of: element), #""minItems":\#(count)"#,
        #""maxItems":\#(count)"#,
      ]
    case .fields(let fields):
      let properties = fields.map { field in
        quoted(field.name) + ":" + schema(of: field.value, meaning: field.meaning)
      }
      members = [
        #""type":"object""#, #""properties":{"# + list(properties) + "}",
        #""required":["# + list(fields.map { quoted($0.name) }) + "]",
        #""additionalProperties":false"#,
      ]
    }
    if let meaning { members.append(#""description":"# + quoted(meaning)) }
    return "{" + list(members) + "}"
  }

  /// A short range is listed, since not every server knows `minimum` and `maximum`.
  private static func bounds(_ lowest: Int, _ highest: Int) -> [String] {
    guard lowest <= highest else { return [] }
    guard highest - lowest < 64 else {
      return [#""minimum":\#(lowest)"#, #""maximum":\#(highest)"#]
    }
    return [#""enum":["# + list((lowest...highest).map { "\($0)" }) + "]"]
  }

  private static func list(_ parts: [String]) -> String { parts.joined(separator: ",") }
  private static func quoted(_ text: String) -> String { JSONValue.string(text).jsonText }
}
