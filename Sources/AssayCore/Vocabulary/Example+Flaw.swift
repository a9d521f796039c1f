// SPDX-License-Identifier: Apache-2.0

extension JudgmentFormat {
  /// How many responses an example of this format has.
  public var responseCount: Int {
    switch self {
    case .pairwise: 2
    case .ranking(let count): count
    case .pointwise, .binary, .verification, .stepwise, .classification: 1
    }
  }

  /// Whether the judgment is one of the format's closed set of answers.
  ///
  /// - Parameter steps: The number of steps of the response, for `stepwise`.
  public func admits(_ judgment: Judgment, steps: Int = .max) -> Bool {
    switch (self, judgment) {
    case (.pointwise(let scale), .score(let score)): scale.contains(score)
    case (.pairwise(let ties), .preference(let preference)): ties || preference != .tie
    case (.binary, .boolean), (.verification, .boolean): true
    case (.stepwise, .firstError(let index)): index.map { $0 >= 0 && $0 < steps } ?? true
    case (.classification(let labels), .label(let label)): labels.contains(label)
    case (.ranking(let count), .ranking(let order)):
      order.count == count && order.sorted().elementsEqual(0..<count)
    default: false
    }
  }
}

extension Example {
  /// What keeps an example from being used, and in which of its fields.
  public struct Flaw: Sendable, Hashable {
    /// The field's path, such as `gold`.
    public var field: String
    /// What is wrong, as a sentence.
    public var message: String
  }

  /// The first thing about the example that contradicts its format, or `nil` where it is sound.
  ///
  /// An empty response is sound: it is what a model said.
  public var flaw: Flaw? {
    if id.isEmpty { return Flaw(field: "id", message: "The identifier is empty.") }
    if group.isEmpty { return Flaw(field: "group", message: "The group is empty.") }
    if let flaw = formatFlaw { return flaw }
    guard responses.count == format.responseCount else {
      return Flaw(
        field: "responses",
        message: "There are \(responses.count) responses, and the format \(format.name) has "
          + "\(format.responseCount).")
    }
    if case .stepwise = format, steps?.isEmpty ?? true {
      return Flaw(field: "steps", message: "The format stepwise needs steps.")
    }
    if let gold, !format.admits(gold, steps: steps?.count ?? .max) {
      return Flaw(
        field: "gold", message: "'\(gold)' is not an answer of the format \(format.name).")
    }
    return nil
  }

  private var formatFlaw: Flaw? {
    switch format {
    case .pointwise(let scale) where scale.lowest >= scale.highest:
      Flaw(field: "format", message: "The scale's highest score is not above its lowest.")
    case .classification(let labels) where labels.isEmpty:
      Flaw(field: "format.labels", message: "There are no labels to choose from.")
    case .ranking(let count) where count < 2:
      Flaw(field: "format.count", message: "A ranking needs at least two responses.")
    default: nil
    }
  }
}
