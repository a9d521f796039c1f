// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Reads how likely a model thought each answer, out of the tokens of its completion.
///
/// The style itself says where its label stands: the verdict-only targets of all legal judgments
/// differ in the label and in nothing else. At the token where the label begins, the chosen token
/// and its alternatives are given to the labels that they begin; where several labels begin alike
/// (1 and 10) the tokens after the chosen one decide. The result is normalised over the labels,
/// as G-Eval (arXiv 2303.16634 §2.3) and generative verifiers (arXiv 2408.15240) do.
public enum LabelProbabilities {
  /// The most labels that are looked for.
  static let maximumLabels = 128

  /// The probabilities by the judgments' descriptions, such as `4`, `first` or `true`.
  ///
  /// - Parameters:
  ///   - completion: With tokens; their alternatives are what the model was asked to report.
  ///   - verdict: The verdict that was read from it, in the positions that the judge saw.
  /// - Returns: One value for each legal judgment, with the sum 1; `nil` without tokens, without a
  ///   judgment, or where the label cannot be found among the tokens.
  public static func read(
    _ completion: Completion, verdict: Verdict, style: any PromptStyle, example: Example,
    form: PromptForm
  ) -> [String: Double]? {
    guard let tokens = completion.tokens, !tokens.isEmpty, let judgment = verdict.judgment,
      let labels = LabelPlace(style: style, example: example, form: form),
      let chosen = labels.judgments.firstIndex(of: judgment)
    else { return nil }
    let pieces = tokens.map { Array($0.token.utf8) }
    guard let place = labels.place(ofLabel: chosen, in: Array(pieces.joined())) else { return nil }
    var start = 0
    var index = 0
    while index < pieces.count, start + pieces[index].count <= place {
      start += pieces[index].count
      index += 1
    }
    guard index < pieces.count else { return nil }
    var mass = LabelMass(labels: labels, tokens: tokens)
    mass.distribute(
      at: index, before: Array(pieces[index].prefix(place - start)), typed: [], weight: 1)
    let total = mass.values.reduce(0, +)
    guard total > 0 else { return nil }
    return Dictionary(
      zip(labels.judgments.map(\.description), mass.values.map { $0 / total }),
      uniquingKeysWith: +)
  }
}

extension Verdict {
  /// The probability of the judgment, where the model gave one.
  public func probability(of judgment: Judgment) -> Double? {
    labelProbabilities?[judgment.description]
  }

  /// The expectation of the score over the label probabilities; `nil` without them or where the
  /// labels are no scores.
  public var expectedScore: Double? {
    guard case .score? = judgment, let labelProbabilities else { return nil }
    var sum = 0.0
    var mass = 0.0
    for (label, probability) in labelProbabilities.sorted(by: { $0.key < $1.key }) {
      guard let score = Int(label) else { return nil }
      sum += Double(score) * probability
      mass += probability
    }
    return mass > 0 ? sum / mass : nil
  }
}
