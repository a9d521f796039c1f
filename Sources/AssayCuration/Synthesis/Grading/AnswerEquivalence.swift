// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Tells whether two final answers say the same.
///
/// ```swift
/// AnswerEquivalence().agree("\\frac{1}{2}", "0.5")      // true
/// AnswerEquivalence().agree("(x+1)^2", "x^2 + 2x + 1")  // true
/// AnswerEquivalence().agree("5 km", "5")                // true: the unit is left out
/// ```
///
/// Answers are compared as texts, as numbers, and as formulas; a formula with letters is worked out
/// at random places, which tells different ones apart with certainty for all practical purposes.
/// Tuples and intervals are compared part by part, sets and lists "x = 1 or x = 2" in any order.
/// What cannot be read as mathematics is equal only as text.
public struct AnswerEquivalence: Sendable, Hashable {
  /// Numbers whose difference is at most this share of the larger one are the same.
  public var tolerance: Double
  /// Whether `50%` is the same as `50`, as many data sets write it.
  public var percentsMayBeBare: Bool

  public init(tolerance: Double = 1e-6, percentsMayBeBare: Bool = true) {
    self.tolerance = tolerance
    self.percentsMayBeBare = percentsMayBeBare
  }

  /// Whether the answers say the same.
  public func agree(_ first: String, _ second: String) -> Bool {
    if first == second { return true }
    let left = AnswerText(first)
    let right = AnswerText(second)
    if left.words == right.words { return !left.words.isEmpty }
    if left.parts.count > 1 || right.parts.count > 1 {
      return agree(left.parts, right.parts, ordered: left.isOrdered || right.isOrdered)
        && left.brackets == right.brackets
    }
    return sameValue(left.plain, right.plain)
  }

  private func agree(_ left: [String], _ right: [String], ordered: Bool) -> Bool {
    guard left.count == right.count, left.count <= 64 else { return false }
    if ordered { return zip(left, right).allSatisfy { agree($0, $1) } }
    var rest = right
    for part in left {
      guard let match = rest.firstIndex(where: { agree(part, $0) }) else { return false }
      rest.remove(at: match)
    }
    return true
  }

  private func sameValue(_ left: String, _ right: String) -> Bool {
    guard let first = MathParser.parse(left), let second = MathParser.parse(right) else {
      return false
    }
    if same(first, second) { return true }
    guard percentsMayBeBare, left.hasSuffix("%") != right.hasSuffix("%") else { return false }
    let bare = MathParser.parse(left.replacing("\\%", with: "").replacing("%", with: ""))
    let other = MathParser.parse(right.replacing("\\%", with: "").replacing("%", with: ""))
    guard let bare, let other else { return false }
    return same(bare, other)
  }

  private func same(_ first: MathExpression, _ second: MathExpression) -> Bool {
    let letters = first.letters.union(second.letters).sorted()
    guard first.letters == second.letters else { return false }
    var generator = SeededGenerator(seed: 0, stream: "answer-equivalence")
    var compared = 0
    for _ in 0..<(letters.isEmpty ? 1 : 40) where compared < 8 {
      let place = Dictionary(
        uniqueKeysWithValues: letters.map { ($0, 0.2 + 2.6 * generator.unit()) })
      let values = (first.value(at: place), second.value(at: place))
      guard let left = values.0, let right = values.1 else {
        // Both undefined says nothing; only one of them does.
        if (values.0 == nil) != (values.1 == nil) { return false }
        continue
      }
      guard abs(left - right) <= tolerance * max(abs(left), abs(right), 1e-9) else { return false }
      compared += 1
    }
    return compared > 0
  }
}
