// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// One answer of a judge to one question, with everything that is needed to read it again.
///
/// There is one record per example, order and sample. Records are lines of a judgment file; a
/// record whose request failed has no completion and a verdict `.unscored(.failed)`, so that the
/// records of a run always add up to what was asked.
public struct JudgmentRecord: Sendable, Hashable, Identifiable {
  /// The version of the line format, written as `v`.
  public static let formatVersion = 1

  /// The example's identifier.
  public var example: String
  /// The data set that the example comes from.
  public var source: String
  /// The example's subject.
  public var domain: String
  /// The hash of the example's question; intervals are clustered by it.
  public var group: String
  /// The kind of judgment that was asked for.
  public var format: JudgmentFormat
  /// The right judgment in as-given positions, where it is known.
  public var gold: Judgment?
  /// The order in which the responses were shown.
  public var order: PresentationOrder
  /// The 0-based number of the vote.
  public var sample: Int
  /// How often the model was asked: 1, or 2 where the first answer could not be read.
  public var attempts: Int
  /// The prompt of the last attempt.
  public var messages: [ChatMessage]
  /// What the model answered; `nil` where the request failed.
  public var completion: Completion?
  /// The outcome in the positions that the judge saw.
  public var shown: Verdict.Outcome
  /// The verdict mapped back to as-given positions.
  public var verdict: Verdict

  public init(
    example: Example, order: PresentationOrder = .asGiven, sample: Int = 0, attempts: Int = 1,
    messages: [ChatMessage] = [], completion: Completion? = nil, shown: Verdict
  ) {
    self.example = example.id
    source = example.source
    domain = example.domain
    group = example.group
    format = example.format
    gold = example.gold
    self.order = order
    self.sample = sample
    self.attempts = attempts
    self.messages = messages
    self.completion = completion
    self.shown = shown.outcome
    verdict = order == .swapped ? shown.swapped() : shown
  }
}

extension JudgmentRecord {
  /// Which judgment of the run this is; the attempt is always 0.
  public var key: CompletionRequest.Key {
    CompletionRequest.Key(example: example, order: order, sample: sample)
  }

  /// The key as text, unique inside a run.
  public var id: String { "\(example)#\(order.rawValue)#\(sample)" }

  /// Whether the verdict is the right one: `nil` where the right one is unknown, and false where
  /// there is no judgment.
  public var isCorrect: Bool? { gold.map { $0 == verdict.judgment } }

  /// Whether the model could not be asked at all.
  public var hasFailed: Bool {
    if case .failed = verdict.unscoredReason { true } else { false }
  }
}

extension JudgmentRecord: Codable {
  private enum CodingKeys: String, CodingKey {
    case version = "v"
    case example, source, domain, group, format, gold, order, sample, attempts, messages
    case completion, shown, verdict
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.formatVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container,
        debugDescription: "format version \(version) is not \(Self.formatVersion)")
    }
    example = try container.decode(String.self, forKey: .example)
    source = try container.decode(String.self, forKey: .source)
    domain = try container.decode(String.self, forKey: .domain)
    group = try container.decode(String.self, forKey: .group)
    format = try container.decode(JudgmentFormat.self, forKey: .format)
    gold = try container.decodeIfPresent(Judgment.self, forKey: .gold)
    order = try container.decode(PresentationOrder.self, forKey: .order)
    sample = try container.decode(Int.self, forKey: .sample)
    attempts = try container.decode(Int.self, forKey: .attempts)
    messages = try container.decode([ChatMessage].self, forKey: .messages)
    completion = try container.decodeIfPresent(Completion.self, forKey: .completion)
    shown = try container.decode(Verdict.Outcome.self, forKey: .shown)
    verdict = try container.decode(Verdict.self, forKey: .verdict)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.formatVersion, forKey: .version)
    try container.encode(example, forKey: .example)
    try container.encode(source, forKey: .source)
    try container.encode(domain, forKey: .domain)
    try container.encode(group, forKey: .group)
    try container.encode(format, forKey: .format)
    try container.encodeIfPresent(gold, forKey: .gold)
    try container.encode(order, forKey: .order)
    try container.encode(sample, forKey: .sample)
    try container.encode(attempts, forKey: .attempts)
    try container.encode(messages, forKey: .messages)
    try container.encodeIfPresent(completion, forKey: .completion)
    try container.encode(shown, forKey: .shown)
    try container.encode(verdict, forKey: .verdict)
  }
}
