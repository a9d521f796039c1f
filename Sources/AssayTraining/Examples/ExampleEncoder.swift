// SPDX-License-Identifier: Apache-2.0

public import AssayCore
public import AssayText

/// Makes training examples by the very code that asks for judgments: a prompt style's messages
/// and target, in the model's chat frame.
public struct ExampleEncoder: Sendable {
  public var style: any PromptStyle
  public var frame: ChatFrame

  public init(style: any PromptStyle, frame: ChatFrame) {
    self.style = style
    self.frame = frame
  }

  /// The example with its judgment, and in critique form the critique, as the completion.
  ///
  /// - Throws: What the style throws for an example or judgment that it cannot write, and
  ///   `invalidExample` where the completion has a character that the tokenizer lacks.
  public func encode(
    _ example: Example, judgment: Judgment, critique: String, form: PromptForm
  ) throws -> TrainingExample {
    let target = try style.target(judgment, critique: critique, for: example, form: form)
    return try encode(example, completion: target, form: form)
  }

  /// The example with a completion as some model wrote it.
  public func encode(
    _ example: Example, completion: String, form: PromptForm
  ) throws -> TrainingExample {
    let answer = frame.completion(completion)
    // Encoding a text gives a special token only for a character outside the vocabulary, and a
    // judge must not learn to write one.
    if answer.dropLast().contains(where: frame.tokenizer.vocabulary.specialIDs.contains) {
      throw AssayError(
        .invalidExample,
        "The completion of example \(example.id) has a character that the tokenizer lacks.",
        advice: "Add the character to the tokenizer's alphabet.")
    }
    return try TrainingExample(
      id: example.id,
      promptTokens: frame.prompt(try style.messages(for: example, form: form)),
      completionTokens: answer)
  }

  /// Encodes examples with their gold judgments, a share of them in verdict-only form.
  ///
  /// - Parameters:
  ///   - examples: What to encode; each must have a gold judgment. A lazy collection is read
  ///     once and never held as a whole.
  ///   - verdictOnlyShare: The share that loses its critique, chosen at random from the seed.
  ///   - critique: The critique of an example; `nil` puts it in verdict-only form in any case.
  ///   - maximumTokens: Longer ones are set apart as overlong.
  /// - Throws: `invalidExample` where an example has no gold judgment, and what `encode` throws.
  public func encode(
    gold examples: some RandomAccessCollection<Example>, verdictOnlyShare: Double, seed: UInt64,
    maximumTokens: Int, critique: (Example) -> String?
  ) throws -> TrainingSet {
    let bare = Self.chosen(verdictOnlyShare, of: examples.count, seed: seed)
    let encoded = try examples.enumerated().map { index, example in
      guard let gold = example.gold else {
        throw AssayError(
          .invalidExample, "The example \(example.id) has no gold judgment to learn.",
          advice: "Leave it out, or label it.")
      }
      let text = bare.contains(index) ? nil : critique(example)
      return try encode(
        example, judgment: gold, critique: text ?? "",
        form: text == nil ? .verdictOnly : .critique)
    }
    return TrainingSet(encoded, maximumTokens: maximumTokens)
  }

  /// The indices of a share of `count` things: a fixed number of them, chosen at random.
  static func chosen(_ share: Double, of count: Int, seed: UInt64) -> Set<Int> {
    var generator = SeededGenerator(seed: seed, stream: "verdict-only")
    let number = Int((min(1, max(0, share)) * Double(count)).rounded())
    return Set(generator.shuffled(0..<count).prefix(number))
  }
}
