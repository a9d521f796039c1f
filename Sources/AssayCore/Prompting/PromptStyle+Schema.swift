// SPDX-License-Identifier: Apache-2.0

/// A style that knows the closed form of its answers better than its targets tell it.
public protocol SchemaStyle: PromptStyle {
  /// The form of every legal answer to the example; `nil` where there is no closed one.
  func schema(for example: Example, form: PromptForm) -> OutputSchema?
}

extension PromptStyle {
  /// The form of every legal answer to the example, for servers that can hold a model to it; `nil`
  /// where the style has no prompt for the example, or its answers have no closed form.
  ///
  /// It follows from what the style writes as training targets: one for each legal judgment, which
  /// agree in all but the critique and the label. A critique held to the form is one paragraph,
  /// and never holds what begins a verdict.
  public func outputSchema(for example: Example, form: PromptForm) -> OutputSchema? {
    if let style = self as? any SchemaStyle { return style.schema(for: example, form: form) }
    return targetSchema(for: example, form: form)
  }

  /// The form that the style's targets have.
  func targetSchema(for example: Example, form: PromptForm) -> OutputSchema? {
    let targets = example.legalJudgments.compactMap {
      try? target($0, critique: TargetParts.critique, for: example, form: form)
    }
    guard !targets.isEmpty else { return nil }
    let parts = targets.compactMap(TargetParts.init)
    if parts.isEmpty { return .choice(targets.withoutRepetitions()) }
    guard parts.count == targets.count, let first = parts.first else { return nil }
    if parts.allSatisfy({ $0.before == first.before }) {
      return .text(Self.closing(first.before, parts.map(\.after).withoutRepetitions()))
    }
    guard parts.allSatisfy({ $0.after == first.after }) else { return nil }
    let opening = OutputSchema.Part.oneOf(parts.map(\.before).withoutRepetitions())
    let free = OutputSchema.Part.free(without: "", lines: false)
    return .text([opening, free] + (first.after.isEmpty ? [] : [.literal(first.after)]))
  }

  /// A critique, and one of the verdicts behind it.
  private static func closing(_ before: String, _ verdicts: [String]) -> [OutputSchema.Part] {
    var common = Substring(verdicts.first ?? "")
    for verdict in verdicts { while !verdict.hasPrefix(common) { common.removeLast() } }
    // A beginning that two labels share, such as the 1 of 1 and 10, is a part of them.
    while let last = common.last, last.isLetter || last.isNumber { common.removeLast() }
    let labels = verdicts.map { String($0.dropFirst(common.count)) }
    let mark = common.drop { $0.isWhitespace }.prefix(2)
    let free = OutputSchema.Part.free(
      without: mark.first?.isLetter == true ? "" : String(mark).trimmingLabelSpace(), lines: false)
    return (before.isEmpty ? [] : [.literal(before)]) + [free]
      + (common.isEmpty ? [] : [.literal(String(common))]) + [.oneOf(labels)]
  }
}

/// What stands before and after the critique of a target.
private struct TargetParts {
  var before: String
  var after: String

  /// Stands for the critique: a character for private use, which no style gives a meaning.
  static let critique = "\u{E0A5}"

  init?(_ target: String) {
    let parts = target.split(separator: Self.critique, omittingEmptySubsequences: false)
    guard parts.count == 2, let before = parts.first, let after = parts.last else { return nil }
    (self.before, self.after) = (String(before), String(after))
  }
}

extension Example {
  /// Every judgment that answers the format; none where there are more than a form can list.
  var legalJudgments: [Judgment] {
    switch format {
    case .pointwise(let scale):
      guard scale.lowest <= scale.highest, scale.highest < scale.lowest.advanced(by: 1_000) else {
        return []
      }
      return (scale.lowest...scale.highest).map { .score($0) }
    case .pairwise(let ties):
      return [.preference(.first), .preference(.second)] + (ties ? [.preference(.tie)] : [])
    case .binary, .verification: return [.boolean(true), .boolean(false)]
    case .stepwise:
      guard let steps, !steps.isEmpty, steps.count <= 1_000 else { return [] }
      return [.firstError(nil)] + steps.indices.map { .firstError($0) }
    case .classification(let labels): return labels.map { .label($0) }
    case .ranking(let count): return Self.orders(of: count).map { .ranking($0) }
    }
  }

  /// Every order of at most five responses.
  private static func orders(of count: Int) -> [[Int]] {
    guard (1...5).contains(count) else { return [] }
    return (0..<count).reduce([[]]) { orders, next in
      orders.flatMap { order in
        (0...order.count).map { Array(order[..<$0]) + [next] + Array(order[$0...]) }
      }
    }
  }
}

extension Array where Element: Hashable {
  /// The elements, each at its first place only.
  fileprivate func withoutRepetitions() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
