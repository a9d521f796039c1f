// SPDX-License-Identifier: Apache-2.0

// The same bytes as `Encodable` gives with sorted keys. A run of a million verdicts spends most of
// its time in writing them, and the general way costs twenty times as much.

extension JSONText {
  /// Adds a completion.
  ///
  /// - Throws: `invalidArgument` where a log-probability is not finite, which JSON cannot say.
  public mutating func add(_ completion: Completion) throws(AssayError) {
    add(raw: #"{"finish_reason":"#)
    add(completion.finishReason.rawValue)
    if let reasoning = completion.reasoning {
      add(raw: #","reasoning":"#)
      add(reasoning)
    }
    add(raw: #","text":"#)
    add(completion.text)
    if let tokens = completion.tokens {
      guard tokens.allSatisfy(\.isFinite) else {
        throw AssayError(
          .invalidArgument, "A log-probability of the answer is not finite.",
          advice: "This is a fault of the model's adapter; report it.")
      }
      add(raw: #","tokens":"#)
      add(list: tokens) { text, token in text.add(token) }
    }
    if let usage = completion.usage {
      add(raw: #","usage":{"completion_tokens":"#)
      add(usage.completionTokens)
      add(raw: #","prompt_tokens":"#)
      add(usage.promptTokens)
      add(raw: "}")
    }
    add(raw: "}")
  }

  private mutating func add(_ token: TokenLogProbability) {
    add(raw: #"{"alternatives":"#)
    add(list: token.alternatives) { text, other in
      text.add(raw: #"{"logprob":"#)
      text.add(other.logProbability)
      text.add(raw: #","token":"#)
      text.add(other.token)
      text.add(raw: "}")
    }
    add(raw: #","logprob":"#)
    add(token.logProbability)
    add(raw: #","token":"#)
    add(token.token)
    add(raw: "}")
  }

  /// Adds messages.
  public mutating func add(_ messages: [ChatMessage]) {
    add(list: messages) { text, message in
      text.add(raw: #"{"content":"#)
      text.add(message.content)
      text.add(raw: #","role":"#)
      text.add(message.role.rawValue)
      text.add(raw: "}")
    }
  }

  /// Adds a format.
  public mutating func add(_ format: JudgmentFormat) {
    switch format {
    case .pointwise(let scale):
      add(raw: #"{"highest":"#)
      add(scale.highest)
      add(raw: #","kind":"#)
      add(format.name)
      add(raw: #","lowest":"#)
      add(scale.lowest)
    case .ranking(let count):
      add(raw: #"{"count":"#)
      add(count)
      add(raw: #","kind":"#)
      add(format.name)
    case .pairwise, .classification, .binary, .verification, .stepwise:
      add(raw: #"{"kind":"#)
      add(format.name)
    }
    if case .classification(let labels) = format {
      add(raw: #","labels":"#)
      add(list: labels) { text, label in text.add(label) }
    }
    if case .pairwise(let ties) = format {
      add(raw: #","ties":"#)
      add(ties)
    }
    add(raw: "}")
  }

  /// Adds a judgment.
  public mutating func add(_ judgment: Judgment) {
    switch judgment {
    case .score(let score):
      add(raw: #"{"score":"#)
      add(score)
    case .preference(let preference):
      add(raw: #"{"preference":"#)
      add(preference.rawValue)
    case .boolean(let value):
      add(raw: #"{"boolean":"#)
      add(value)
    case .firstError(let index):
      add(raw: #"{"first_error":"#)
      add(index ?? -1)
    case .label(let label):
      add(raw: #"{"label":"#)
      add(label)
    case .ranking(let order):
      add(raw: #"{"ranking":"#)
      add(list: order) { text, index in text.add(index) }
    }
    add(raw: "}")
  }

  /// Adds an outcome.
  public mutating func add(_ outcome: Verdict.Outcome) {
    switch outcome {
    case .judged(let judgment):
      add(raw: #"{"judged":"#)
      add(judgment)
    case .unscored(let reason):
      add(raw: #"{"unscored":{"#)
      if let detail = reason.detail {
        add(raw: #""detail":"#)
        add(detail)
        add(raw: ",")
      }
      add(raw: #""kind":"#)
      add(reason.kind)
      add(raw: "}")
    }
    add(raw: "}")
  }

  /// Adds a verdict.
  ///
  /// - Throws: `invalidArgument` where a probability is not finite, which JSON cannot say.
  public mutating func add(_ verdict: Verdict) throws(AssayError) {
    add(raw: "{")
    if let criteria = verdict.criteria {
      guard criteria.allSatisfy(\.weight.isFinite) else {
        throw AssayError(.invalidArgument, "A criterion's weight is not finite.")
      }
      add(raw: #""criteria":"#)
      add(list: criteria) { text, criterion in text.add(criterion) }
      add(raw: ",")
    }
    if let critique = verdict.critique {
      add(raw: #""critique":"#)
      add(critique)
      add(raw: ",")
    }
    if let probabilities = verdict.labelProbabilities {
      try add(probabilities)
    }
    add(raw: #""notes":"#)
    add(list: verdict.notes) { text, note in text.add(note.rawValue) }
    add(raw: #","outcome":"#)
    add(verdict.outcome)
    if let reasoning = verdict.reasoning {
      add(raw: #","reasoning":"#)
      add(reasoning)
    }
    add(raw: "}")
  }

  private mutating func add(_ criterion: CriterionVerdict) {
    add(raw: #"{"name":"#)
    add(criterion.name)
    add(raw: #","outcome":"#)
    add(criterion.outcome)
    if let reason = criterion.reason {
      add(raw: #","reason":"#)
      add(reason)
    }
    add(raw: #","weight":"#)
    add(criterion.weight)
    add(raw: "}")
  }

  private mutating func add(_ probabilities: [String: Double]) throws(AssayError) {
    guard probabilities.values.allSatisfy(\.isFinite) else {
      throw AssayError(
        .invalidArgument, "A label's probability is not finite.",
        advice: "This is a fault of the model's adapter; report it.")
    }
    add(raw: #""label_probabilities":{"#)
    for (index, pair) in probabilities.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { add(raw: ",") }
      add(pair.key)
      add(raw: ":")
      add(pair.value)
    }
    add(raw: "},")
  }
}

extension TokenLogProbability {
  fileprivate var isFinite: Bool {
    logProbability.isFinite && alternatives.allSatisfy { $0.logProbability.isFinite }
  }
}
