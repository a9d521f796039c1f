// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The probability that tokens give to labels.
struct LabelMass {
  let labels: LabelPlace
  let tokens: [TokenLogProbability]
  /// The probability of each label so far.
  private(set) var values: [Double]

  init(labels: LabelPlace, tokens: [TokenLogProbability]) {
    self.labels = labels
    self.tokens = tokens
    values = Array(repeating: 0, count: labels.labels.count)
  }

  /// Gives the alternatives at one token to the labels that they begin.
  ///
  /// - Parameters:
  ///   - before: What the chosen token has before the label.
  ///   - typed: The part of the label that earlier tokens wrote, in lower case.
  ///   - weight: The probability of having come here.
  mutating func distribute(at index: Int, before: [UInt8], typed: [UInt8], weight: Double) {
    guard tokens.indices.contains(index) else { return }
    let token = tokens[index]
    var logs = Dictionary(
      token.alternatives.map { ($0.token, $0.logProbability) }, uniquingKeysWith: max)
    logs[token.token] = token.logProbability
    for (text, log) in logs.sorted(by: { $0.key < $1.key }) {
      guard let rest = Self.rest(of: text, after: before, isFirst: typed.isEmpty) else { continue }
      let written = typed + rest
      let share = weight * exp(log)
      let found = labels.labels.indices.filter { begins(written, label: $0) }
      guard found.count > 1 else {
        if let only = found.first { values[only] += share }
        continue
      }
      if text == token.token, tokens.indices.contains(index + 1) {
        let sum = values.reduce(0, +)
        distribute(at: index + 1, before: [], typed: written, weight: share)
        if values.reduce(0, +) > sum { continue }
      }
      let exact = found.filter { labels.labels[$0] == written }
      let heirs = exact.isEmpty ? found : exact
      for heir in heirs { values[heir] += share / Double(heirs.count) }
    }
  }

  /// What a token writes of the label: it with the chosen token's beginning taken off.
  private static func rest(of text: String, after before: [UInt8], isFirst: Bool) -> [UInt8]? {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    let bytes = text.utf8.map(LabelPlace.lowered)
    guard isFirst else { return bytes }
    let beginning = before.drop(while: isSpace).map(LabelPlace.lowered)
    let bare = Array(bytes.drop(while: isSpace))
    guard bare.starts(with: beginning), bare.count > beginning.count else { return nil }
    return Array(bare.dropFirst(beginning.count))
  }

  /// Whether the text is the label's beginning, or the label and something that ends it.
  private func begins(_ text: [UInt8], label index: Int) -> Bool {
    let label = labels.labels[index]
    if (label + labels.suffix).starts(with: text) { return true }
    guard text.starts(with: label), text.count > label.count else { return false }
    let next = text[label.count]
    let isWord = next &- 0x30 <= 9 || next &- 0x61 <= 25 || next >= 0x80
    return !isWord
  }
}
