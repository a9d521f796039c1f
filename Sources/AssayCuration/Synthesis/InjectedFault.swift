// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A right text with exactly one fault put into it, and the record of what was broken and where
/// (FARE §3.3, programmatic error injection).
public struct InjectedFault: Sendable, Hashable, Codable {
  /// What kind of fault it is, such as `arithmetic/wrong-result`.
  public var kind: String
  /// The whole text with the fault in it.
  public var text: String
  /// What stood at the place before.
  public var before: String
  /// What stands there now.
  public var after: String
  /// Where the place begins in the right text, in characters from 0.
  public var offset: Int
  /// The line of the right text that has the fault, from 0.
  public var line: Int

  public init(
    kind: String, text: String, before: String, after: String, offset: Int, line: Int
  ) {
    self.kind = kind
    self.text = text
    self.before = before
    self.after = after
    self.offset = offset
    self.line = line
  }

  /// The record without the text, for an example's metadata.
  public var record: JSONValue {
    [
      "kind": .string(kind), "before": .string(before), "after": .string(after),
      "offset": .integer(offset), "line": .integer(line),
    ]
  }
}

/// A right text that faults can be put into, with what an injector may want to know of it.
public struct InjectionSubject: Sendable, Hashable {
  /// The right text.
  public var text: String
  /// What the text answers; numbers and names in it are given and not results.
  public var question: String
  /// The JSON descriptions of the functions that can be called, for function calls.
  public var tools: [JSONValue]

  public init(text: String, question: String = "", tools: [JSONValue] = []) {
    self.text = text
    self.question = question
    self.tools = tools
  }

  /// The fault that puts other characters in the place of some of the text's.
  func replacing(
    _ range: Range<Int>, of characters: [Character], with new: String, kind: String
  ) -> InjectedFault {
    InjectedFault(
      kind: kind,
      text: String(characters[..<range.lowerBound]) + new + String(characters[range.upperBound...]),
      before: String(characters[range]), after: new, offset: range.lowerBound,
      line: characters[..<range.lowerBound].count { $0.isNewline })
  }
}

/// A rule that knows every fault of its kinds that can be put into a text.
///
/// It lists them in the order of their places and draws none: which one is used follows from the
/// seed of the set that is made. What it lists differs from the right text, but need not be wrong;
/// where a check exists (tests to run, an answer to compare), the caller makes it.
public protocol ErrorInjector: Sendable {
  /// What the injector is.
  static var card: InjectorCard { get }

  init()

  /// All faults that can be put into the text.
  func faults(in subject: InjectionSubject) -> [InjectedFault]
}

/// What a person should know of an injector.
public struct InjectorCard: Sendable, Hashable {
  /// The word that recipes use.
  public var name: String
  /// One sentence on what it breaks.
  public var summary: String
  /// The kinds of fault, as they stand in ``InjectedFault/kind``.
  public var kinds: [String]

  public init(name: String, summary: String, kinds: [String]) {
    self.name = name
    self.summary = summary
    self.kinds = kinds
  }
}

/// The registry of injectors.
public enum ErrorInjectors {
  /// All injectors, sorted by name.
  public static let all: [any ErrorInjector.Type] = [
    AlgebraInjector.self, ArithmeticInjector.self, CodeInjector.self, DateInjector.self,
    EntityInjector.self, FunctionCallInjector.self, UnitInjector.self,
  ]

  /// The injector of that name, or `nil`.
  public static func named(_ name: String) -> (any ErrorInjector)? {
    all.first { $0.card.name == name }?.init()
  }
}
