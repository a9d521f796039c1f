// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// `function-call`: one fault in a call written as JSON (FARE §3.3: type errors, redundant and
/// missing parameters, syntax errors).
///
/// - `wrong-function`: another of the functions on offer is called.
/// - `missing-argument`: an argument goes; one that the function requires, where that is known.
/// - `extra-argument`: an argument that the function does not have is added.
/// - `wrong-type`: a number becomes a text, a text a list, a truth value a text.
/// - `wrong-value`: another value of the closed list, a number off by one, a truth value turned.
/// - `renamed-argument`: the name in another way of writing.
/// - `syntax`: what is no longer JSON.
///
/// Calls are objects with `name` and `arguments` (or `parameters`), alone, in a list, or between
/// tags; everything but the fault stays as it was written.
public struct FunctionCallInjector: ErrorInjector {
  public static let card = InjectorCard(
    name: "function-call", summary: "One fault in a function call written as JSON.",
    kinds: [
      "function-call/wrong-function", "function-call/missing-argument",
      "function-call/extra-argument", "function-call/wrong-type", "function-call/wrong-value",
      "function-call/renamed-argument", "function-call/syntax",
    ])

  public init() {}

  public func faults(in subject: InjectionSubject) -> [InjectedFault] {
    let characters = Array(subject.text)
    guard let root = JSONSpan.first(in: characters) else { return [] }
    let spans: [JSONSpan] = if case .array(_, let elements) = root { elements } else { [root] }
    let tools = subject.tools.compactMap(Tool.init)
    return spans.flatMap { span -> [InjectedFault] in
      guard let call = Call(span, characters) else { return [] }
      let faults = CallFaults(call: call, tools: tools, characters: characters)
      return faults.all.map {
        subject.replacing($0.range, of: characters, with: $0.text, kind: "function-call/\($0.kind)")
      }
    }
  }

  /// A function on offer.
  struct Tool {
    var name: String
    var properties: [String: JSONValue]
    var required: Set<String>

    init?(_ value: JSONValue) {
      let function = value["function"] ?? value
      guard let name = function["name"]?.stringValue else { return nil }
      self.name = name
      properties = function["parameters"]?["properties"]?.objectValue ?? [:]
      required = Set(
        function["parameters"]?["required"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    }
  }

  /// A call in the text.
  struct Call {
    var whole: Range<Int>
    /// The function's name with its quotes.
    var nameRange: Range<Int>
    var name: String
    var arguments: [JSONSpan.Member]
    var argumentsRange: Range<Int>

    init?(_ span: JSONSpan, _ characters: [Character]) {
      let function = span.members.first { $0.name == "function" }?.value ?? span
      guard let name = function.members.first(where: { $0.name == "name" }),
        case .string(let nameRange) = name.value,
        let arguments = function.members.first(where: {
          $0.name == "arguments" || $0.name == "parameters"
        }), case .object(let argumentsRange, let members) = arguments.value
      else { return nil }
      whole = span.range
      self.nameRange = nameRange
      self.name = String(characters[(nameRange.lowerBound + 1)..<(nameRange.upperBound - 1)])
      self.arguments = members
      self.argumentsRange = argumentsRange
    }
  }
}

/// The faults of one call, in the order of their places.
private struct CallFaults {
  struct Change {
    var kind: String
    var range: Range<Int>
    var text: String
  }

  let call: FunctionCallInjector.Call
  let tools: [FunctionCallInjector.Tool]
  let characters: [Character]

  private var tool: FunctionCallInjector.Tool? { tools.first { $0.name == call.name } }

  var all: [Change] {
    functions + extras
      + call.arguments.indices.flatMap { index in
        missing(index) + types(index) + values(index) + renamed(index)
      } + syntax
  }

  private var functions: [Change] {
    tools.filter { $0.name != call.name }.map {
      Change(kind: "wrong-function", range: call.nameRange, text: "\"\($0.name)\"")
    }
  }

  /// An argument that another function has, or one that functions often have.
  private var extras: [Change] {
    let known = Set(call.arguments.map(\.name)).union(tool?.properties.keys.map { $0 } ?? [])
    let foreign = tools.filter { $0.name != call.name }.flatMap { $0.properties.keys }.sorted()
    let usual = ["\"verbose\": true", "\"limit\": 10", "\"format\": \"json\""]
    let texts =
      foreign.filter { !known.contains($0) }.prefix(2).map { "\"\($0)\": true" }
      + usual.filter { text in !known.contains { text.hasPrefix("\"\($0)\"") } }
    let end = call.argumentsRange.upperBound - 1
    return texts.map {
      Change(
        kind: "extra-argument", range: end..<end,
        text: call.arguments.isEmpty ? $0 : ", \($0)")
    }
  }

  private func missing(_ index: Int) -> [Change] {
    let argument = call.arguments[index]
    if let tool, !tool.required.contains(argument.name) { return [] }
    var range = argument.key.lowerBound..<argument.value.range.upperBound
    // The comma goes with the argument, together with the blanks around it.
    if index + 1 < call.arguments.count {
      range = range.lowerBound..<call.arguments[index + 1].key.lowerBound
    } else if index > 0 {
      range = call.arguments[index - 1].value.range.upperBound..<range.upperBound
    }
    return [Change(kind: "missing-argument", range: range, text: "")]
  }

  private func types(_ index: Int) -> [Change] {
    let value = call.arguments[index].value
    let text = String(characters[value.range])
    switch value {
    case .word: return [Change(kind: "wrong-type", range: value.range, text: "\"\(text)\"")]
    case .string: return [Change(kind: "wrong-type", range: value.range, text: "[\(text)]")]
    case .array(let range, let elements):
      return elements.first.map {
        [Change(kind: "wrong-type", range: range, text: String(characters[$0.range]))]
      } ?? []
    case .object: return []
    }
  }

  private func values(_ index: Int) -> [Change] {
    let argument = call.arguments[index]
    let range = argument.value.range
    let text = String(characters[range])
    if let choices = tool?.properties[argument.name]?["enum"]?.arrayValue {
      return choices.map(\.jsonText).filter { $0 != text }.map {
        Change(kind: "wrong-value", range: range, text: $0)
      }
    }
    if text == "true" || text == "false" {
      return [Change(kind: "wrong-value", range: range, text: text == "true" ? "false" : "true")]
    }
    guard case .word = argument.value, let number = Int(text), abs(number) < 1_000_000_000 else {
      return []
    }
    return [number + 1, number - 1].map {
      Change(kind: "wrong-value", range: range, text: "\($0)")
    }
  }

  private func renamed(_ index: Int) -> [Change] {
    let argument = call.arguments[index]
    let words = argument.name.split(separator: "_")
    let other =
      words.count > 1
      ? words.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }
        .joined()
      : argument.name.hasSuffix("s") ? String(argument.name.dropLast()) : argument.name + "s"
    guard !other.isEmpty, !call.arguments.contains(where: { $0.name == other }),
      tool?.properties[other] == nil
    else { return [] }
    return [Change(kind: "renamed-argument", range: argument.key, text: "\"\(other)\"")]
  }

  private var syntax: [Change] {
    let end = call.whole.upperBound
    var changes = [
      Change(kind: "syntax", range: (end - 1)..<end, text: ""),
      Change(
        kind: "syntax", range: call.nameRange,
        text: String(characters[call.nameRange].dropLast())),
    ]
    if let last = call.arguments.last {
      let after = last.value.range.upperBound
      changes.append(Change(kind: "syntax", range: after..<after, text: ","))
      changes.append(
        Change(kind: "syntax", range: last.key, text: "'\(last.name)'"))
    }
    return changes
  }
}
