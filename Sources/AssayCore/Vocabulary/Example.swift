// SPDX-License-Identifier: Apache-2.0

/// One thing to judge, from whichever source it came.
///
/// Every data adapter produces this type and every prompt style reads it, so that a training
/// row and a question to a judge are the same value.
public struct Example: Sendable, Hashable, Codable, Identifiable {
  /// An identifier that is unique inside its source.
  public var id: String
  /// The kind of judgment that is asked for.
  public var format: JudgmentFormat
  /// The task: what the responses were meant to do, or what is to be judged (*t* in R3 §2.1).
  public var instruction: String
  /// The instance that the responses answer (*i* in R3 §2.1).
  public var input: String
  /// The responses to judge: one, two, or for a ranking more (*a* in R3 §2.1).
  public var responses: [String]
  /// A reference answer, where the judge may see one.
  public var reference: String?
  /// The one response cut into steps, for step-level judging; step indices start at 0.
  public var steps: [String]?
  /// The criteria and the meaning of each label (*r* in R3 §2.1).
  public var rubric: Rubric?
  /// The right judgment, where it is known.
  public var gold: Judgment?
  /// The name of the data set that the example comes from.
  public var source: String
  /// The subject, such as `math`, `code` or `chat`.
  public var domain: String
  /// A hash of the question. Twins, splits and decontamination go by it.
  public var group: String
  /// Whatever else the source says of the row.
  public var metadata: [String: JSONValue]

  public init(
    id: String, format: JudgmentFormat, instruction: String = "", input: String,
    responses: [String], reference: String? = nil, steps: [String]? = nil, rubric: Rubric? = nil,
    gold: Judgment? = nil, source: String, domain: String = "", group: String,
    metadata: [String: JSONValue] = [:]
  ) {
    self.id = id
    self.format = format
    self.instruction = instruction
    self.input = input
    self.responses = responses
    self.reference = reference
    self.steps = steps
    self.rubric = rubric
    self.gold = gold
    self.source = source
    self.domain = domain
    self.group = group
    self.metadata = metadata
  }
}

extension Example {
  /// The same pair with its two responses, and its gold preference, in the other order.
  ///
  /// Examples with other than two responses come back unchanged.
  public func swapped() -> Example {
    guard responses.count == 2 else { return self }
    var copy = self
    copy.responses.swapAt(0, 1)
    copy.gold = gold?.swapped()
    return copy
  }
}
