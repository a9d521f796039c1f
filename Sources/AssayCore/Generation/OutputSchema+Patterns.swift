// SPDX-License-Identifier: Apache-2.0

extension OutputSchema {
  /// The regular expression of a choice or a text, which must match the whole output; `nil` for an
  /// object.
  ///
  /// It is written in what the grammar engines of vLLM, SGLang and TGI share: escapes, classes,
  /// groups, alternatives and `+`; no anchors and no look-around.
  public var regularExpression: String? { parts.map { RegexNotation().text($0) } }

  /// The grammar of a choice or a text in llama.cpp's notation (GBNF); `nil` for an object.
  public var grammar: String? { parts.map { "root ::= " + GrammarNotation().text($0) } }

  /// A choice or a text as parts.
  private var parts: [Part]? {
    switch self {
    case .choice(let texts): [.oneOf(texts)]
    case .text(let parts): parts
    case .object: nil
    }
  }
}

/// How patterns are spelt.
private protocol PatternNotation {
  /// What stands between two parts that follow each other.
  var sequence: String { get }
  func literal(_ text: String) -> String
  /// One character that is none of these.
  func other(than characters: [Character]) -> String
}

extension PatternNotation {
  func text(_ parts: [OutputSchema.Part]) -> String {
    parts.map(text).joined(separator: sequence)
  }

  private func text(_ part: OutputSchema.Part) -> String {
    switch part {
    case .literal(let text): literal(text)
    case .oneOf(let texts): "(" + texts.map(literal).joined(separator: "|") + ")"
    case .free(let mark, let lines): free(mark, lines ? [] : ["\n", "\r"])
    }
  }

  /// Characters without a mark: every one but the mark's first, or its first with another one than
  /// its second behind it.
  private func free(_ mark: String, _ ends: [Character]) -> String {
    guard let first = mark.first else { return other(than: ends) + "+" }
    guard let second = mark.dropFirst().first else { return other(than: [first] + ends) + "+" }
    // Of two equal characters the first stands alone; of two others it may be repeated.
    let run = literal(String(first)) + (first == second ? "" : "+")
    let after = other(than: (first == second ? [first] : [first, second]) + ends)
    return "(\(other(than: [first] + ends))|\(run)\(sequence)\(after))+"
  }
}

private struct RegexNotation: PatternNotation {
  let sequence = ""

  func literal(_ text: String) -> String {
    text.map { Self.controls[$0] ?? (#"\.+*?()[]{}|^$"#.contains($0) ? "\\\($0)" : "\($0)") }
      .joined()
  }

  func other(than characters: [Character]) -> String {
    guard !characters.isEmpty else { return #"[\s\S]"# }
    return "[^"
      + characters.map { Self.controls[$0] ?? (#"\]^-["#.contains($0) ? "\\\($0)" : "\($0)") }
      .joined() + "]"
  }

  private static let controls: [Character: String] = ["\n": #"\n"#, "\r": #"\r"#, "\t": #"\t"#]
}

private struct GrammarNotation: PatternNotation {
  let sequence = " "

  func literal(_ text: String) -> String {
    "\"" + text.map { Self.escapes[$0] ?? "\($0)" }.joined() + "\""
  }

  func other(than characters: [Character]) -> String {
    guard !characters.isEmpty else { return #"[^\x00]"# }
    return "[^" + characters.map { Self.inClass[$0] ?? Self.escapes[$0] ?? "\($0)" }.joined() + "]"
  }

  private static let escapes: [Character: String] = [
    "\n": #"\n"#, "\r": #"\r"#, "\t": #"\t"#, "\"": #"\""#, "\\": #"\\"#,
  ]
  private static let inClass: [Character: String] = [
    "[": #"\["#, "]": #"\]"#, "^": #"\x5E"#, "-": #"\x2D"#,
  ]
}
