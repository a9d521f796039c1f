// SPDX-License-Identifier: Apache-2.0

/// `code`: one slip in a program, of the kinds that people make.
///
/// - `operator`: a comparison, an arithmetic or a logical operator becomes a near one.
/// - `bound`: a number of an index, a slice or a range is off by one.
/// - `variable`: a name becomes another name that the program uses in the same way.
/// - `condition`: a `not` goes, or `True` and `False` change places.
///
/// Texts and comments stay. Whether the slip changes what the program does is for its tests to say.
public struct CodeInjector: ErrorInjector {
  public static let card = InjectorCard(
    name: "code", summary: "One slip in a program; tests say whether it matters.",
    kinds: ["code/operator", "code/bound", "code/variable", "code/condition"])

  private static let neighbours: [String: [String]] = [
    "<": ["<=", ">"], "<=": ["<", ">="], ">": [">=", "<"], ">=": [">", "<="], "==": ["!="],
    "!=": ["=="], "+": ["-"], "-": ["+"], "*": ["+"], "//": ["/"], "%": ["//"], "+=": ["-="],
    "-=": ["+="], "and": ["or"], "or": ["and"], "min": ["max"], "max": ["min"],
    "any": ["all"], "all": ["any"],
  ]

  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  ]

  public init() {}

  public func faults(in subject: InjectionSubject) -> [InjectedFault] {
    let code = CodeTokens(subject.text)
    let variables = variables(of: code)
    var faults: [InjectedFault] = []
    func add(_ range: Range<Int>, _ text: String, _ kind: String) {
      faults.append(
        subject.replacing(range, of: code.characters, with: text, kind: "code/\(kind)"))
    }
    for (index, token) in code.tokens.enumerated() {
      // A sign after a sign is a prefix, a marker of arguments or a part of a literal.
      let previous = index > 0 ? code.tokens[index - 1] : nil
      let isBinary =
        previous.map { $0.kind != .sign || [")", "]", "}"].contains($0.text) } ?? false
      for other in Self.neighbours[token.text] ?? [] where token.kind == .word || isBinary {
        add(token.range, other, "operator")
      }
      switch (token.kind, token.text) {
      case (.word, "True"): add(token.range, "False", "condition")
      case (.word, "False"): add(token.range, "True", "condition")
      case (.word, "not") where previous?.text != "is":
        let end = index + 1 < code.tokens.count ? code.tokens[index + 1] : nil
        if let end, end.text != "in" {
          add(token.range.lowerBound..<end.range.lowerBound, "", "condition")
        }
      case (.number, _):
        for number in bounds(token, previous) { add(token.range, number, "bound") }
      case (.word, _) where variables.contains(token.text) && isUse(code.tokens, index):
        for other in variables.sorted() where other != token.text {
          add(token.range, other, "variable")
        }
      default: break
      }
    }
    return faults
  }

  /// The number's neighbours, where it counts something: in brackets, ranges, sums, comparisons.
  private func bounds(_ token: CodeTokens.Token, _ previous: CodeTokens.Token?) -> [String] {
    guard let value = Int(token.text), value < 1_000_000, let previous,
      ["[", ":", "(", ",", "+", "-", "<", ">", "<=", ">=", "==", "*", "//", "%"]
        .contains(previous.text)
    else { return [] }
    return [value + 1, value - 1].filter { $0 >= 0 }.map { "\($0)" }
  }

  /// Names that are assigned, looped over, or parameters.
  private func variables(of code: CodeTokens) -> Set<String> {
    var names: Set<String> = []
    var isHeader = false
    var depth = 0
    for (index, token) in code.tokens.enumerated() {
      if token.text == "def" || token.text == "for" || token.text == "lambda" { isHeader = true }
      if token.text == "(" { depth += 1 }
      if token.text == ")" { depth -= 1 }
      if token.text == ":" || token.text == "in" { isHeader = false }
      guard token.kind == .word, !Self.keywords.contains(token.text) else { continue }
      let previous = index > 0 ? code.tokens[index - 1].text : ""
      let next = index + 1 < code.tokens.count ? code.tokens[index + 1].text : ""
      let isAssigned = ["=", "+=", "-=", "*="].contains(next) && depth == 0
      // Annotations and defaults of parameters are not names of variables.
      let isParameter = isHeader && !["def", ".", "->", "="].contains(previous)
      if next != "(", previous != ".", isAssigned || isParameter { names.insert(token.text) }
    }
    return names
  }

  /// Whether the name is read here, and not bound.
  private func isUse(_ tokens: [CodeTokens.Token], _ index: Int) -> Bool {
    let previous = index > 0 ? tokens[index - 1].text : ""
    let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
    if next == "=" || next == "(" || previous == "." || previous == "for" { return false }
    var before = index - 1
    while before >= 0, tokens[before].line == tokens[index].line {
      if tokens[before].text == "def" || tokens[before].text == "lambda" { return false }
      before -= 1
    }
    return true
  }
}
