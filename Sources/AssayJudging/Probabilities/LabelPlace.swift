// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The labels of a style for one example, and what stands around them.
struct LabelPlace {
  var judgments: [Judgment]
  /// The labels, in lower case, without what they have in common.
  var labels: [[UInt8]]
  /// What follows every label in a target, in lower case.
  var suffix: [UInt8]
  /// The letters and signs before every label, without space and quotes, in lower case.
  private var context: [UInt8] = []
  /// Whether the verdict stands before the critique.
  private var comesFirst = false

  private static let contextLength = 16
  private static let ignored = Set(" \t\r\n\"'*`".utf8)

  init?(style: any PromptStyle, example: Example, form: PromptForm) {
    let written = Self.judgments(of: example).compactMap { judgment in
      (try? style.target(judgment, critique: "", for: example, form: .verdictOnly)).map {
        (judgment, Array($0.lowercased().utf8))
      }
    }
    guard written.count > 1, let first = written.first?.1 else { return nil }
    let targets = written.map(\.1)
    let shortest = targets.map(\.count).min() ?? 0
    var start = 0
    while start < shortest, targets.allSatisfy({ $0[start] == first[start] }) { start += 1 }
    var end = 0
    while end < shortest - start,
      targets.allSatisfy({ $0[$0.count - 1 - end] == first[first.count - 1 - end] })
    {
      end += 1
    }
    judgments = written.map(\.0)
    labels = targets.map { Array($0[start..<$0.count - end]) }
    guard !labels.contains([]) else { return nil }
    suffix = Array(first.suffix(end))
    // What stands before the label behind a critique too, such as `"score": "` without its brace.
    let whole = try? style.target(judgments[0], critique: "zzzz", for: example, form: .critique)
    comesFirst = form == .critique && whole?.hasSuffix("zzzz") == true
    var before = first.prefix(start).filter { !Self.ignored.contains($0) }
    if let whole, !comesFirst {
      let text = whole.lowercased().utf8.dropLast(labels[0].count + end)
        .filter { !Self.ignored.contains($0) }
      let common = zip(text.reversed(), before.reversed()).prefix { $0 == $1 }.count
      before = before.suffix(common)
    }
    context = before.suffix(Self.contextLength)
  }

  /// The closed set of answers; of rankings those that name the best alone.
  private static func judgments(of example: Example) -> [Judgment] {
    switch example.format {
    case .pointwise(let scale):
      guard scale.lowest <= scale.highest,
        scale.highest - scale.lowest < LabelProbabilities.maximumLabels
      else { return [] }
      return (scale.lowest...scale.highest).map { .score($0) }
    case .pairwise(let ties):
      return [.preference(.first), .preference(.second)] + (ties ? [.preference(.tie)] : [])
    case .binary, .verification: return [.boolean(true), .boolean(false)]
    case .stepwise:
      let count = min(example.steps?.count ?? 0, LabelProbabilities.maximumLabels - 1)
      return [.firstError(nil)] + (0..<count).map { .firstError($0) }
    case .classification(let labels): return labels.map { .label($0) }
    case .ranking(let count):
      guard 2...26 ~= count else { return [] }
      return (0..<count).map { RewardBench2Style.ranking(choosing: $0, of: count) }
    }
  }

  /// Where the label begins that gave the verdict; `nil` where it stands nowhere in its context.
  func place(ofLabel index: Int, in text: [UInt8]) -> Int? {
    let label = labels[index]
    guard text.count >= label.count else { return nil }
    let places = 0...(text.count - label.count)
    func isPlace(_ place: Int) -> Bool {
      for offset in label.indices where Self.lowered(text[place + offset]) != label[offset] {
        return false
      }
      return hasContext(before: place, in: text)
    }
    return comesFirst ? places.first(where: isPlace) : places.last(where: isPlace)
  }

  private func hasContext(before place: Int, in text: [UInt8]) -> Bool {
    var index = place
    for byte in context.reversed() {
      repeat {
        index -= 1
        guard index >= 0 else { return false }
      } while Self.ignored.contains(text[index])
      guard Self.lowered(text[index]) == byte else { return false }
    }
    return true
  }

  static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 <= 25 ? byte | 0x20 : byte }
}
