// SPDX-License-Identifier: Apache-2.0

// What `JSONText` writes, read back. Each is `nil` where the value is not of the form that was
// written; whoever must say what is wrong decodes it once more with a decoder.

extension Completion {
  /// Reads a completion.
  public init?(json: JSONValue) {
    guard let members = json.objectValue, let text = members["text"]?.stringValue,
      let finish = members["finish_reason"]?.stringValue.flatMap(FinishReason.init(rawValue:))
    else { return nil }
    self.init(text: text, finishReason: finish)
    if let value = members["reasoning"], !value.isNull {
      guard let reasoning = value.stringValue else { return nil }
      self.reasoning = reasoning
    }
    if let value = members["usage"], !value.isNull {
      guard let prompt = value["prompt_tokens"]?.integerValue,
        let completion = value["completion_tokens"]?.integerValue
      else { return nil }
      usage = TokenUsage(promptTokens: prompt, completionTokens: completion)
    }
    if let value = members["tokens"], !value.isNull {
      guard let tokens = value.list(TokenLogProbability.init(json:)) else { return nil }
      self.tokens = tokens
    }
  }
}

extension TokenLogProbability {
  fileprivate init?(json: JSONValue) {
    guard let token = json["token"]?.stringValue,
      let probability = json["logprob"]?.doubleValue,
      let alternatives = json["alternatives"]?.list(Alternative.init(json:))
    else { return nil }
    self.init(token: token, logProbability: probability, alternatives: alternatives)
  }
}

extension TokenLogProbability.Alternative {
  fileprivate init?(json: JSONValue) {
    guard let token = json["token"]?.stringValue, let probability = json["logprob"]?.doubleValue
    else { return nil }
    self.init(token: token, logProbability: probability)
  }
}

extension ChatMessage {
  /// Reads a message.
  public init?(json: JSONValue) {
    guard let role = json["role"]?.stringValue.flatMap(Role.init(rawValue:)),
      let content = json["content"]?.stringValue
    else { return nil }
    self.init(role: role, content: content)
  }
}

extension JudgmentFormat {
  /// Reads a format.
  public init?(json: JSONValue) {
    switch json["kind"]?.stringValue {
    case "pointwise":
      guard let lowest = json["lowest"]?.integerValue, let highest = json["highest"]?.integerValue
      else { return nil }
      self = .pointwise(ScoreScale(lowest: lowest, highest: highest))
    case "pairwise":
      guard let ties = json["ties"]?.boolValue else { return nil }
      self = .pairwise(ties: ties)
    case "binary": self = .binary
    case "verification": self = .verification(reference: false)
    case "verification-reference": self = .verification(reference: true)
    case "stepwise": self = .stepwise
    case "classification":
      guard let labels = json["labels"]?.list(\.stringValue) else { return nil }
      self = .classification(labels: labels)
    case "ranking":
      guard let count = json["count"]?.integerValue else { return nil }
      self = .ranking(count: count)
    default: return nil
    }
  }
}

extension Judgment {
  /// Reads a judgment.
  public init?(json: JSONValue) {
    guard let members = json.objectValue, members.count == 1, let (key, value) = members.first
    else { return nil }
    let found: Judgment? =
      switch key {
      case "score": value.integerValue.map { .score($0) }
      case "preference":
        value.stringValue.flatMap(Preference.init(rawValue:)).map { .preference($0) }
      case "boolean": value.boolValue.map { .boolean($0) }
      case "first_error":
        value.integerValue.flatMap { $0 < -1 ? nil : .firstError($0 < 0 ? nil : $0) }
      case "label": value.stringValue.map { .label($0) }
      case "ranking": value.list(\.integerValue).map { .ranking($0) }
      default: nil
      }
    guard let found else { return nil }
    self = found
  }
}

extension Verdict.Outcome {
  /// Reads an outcome.
  public init?(json: JSONValue) {
    if let judged = json["judged"] {
      guard let judgment = Judgment(json: judged) else { return nil }
      self = .judged(judgment)
    } else {
      guard let reason = json["unscored"].flatMap(UnscoredReason.init(json:)) else { return nil }
      self = .unscored(reason)
    }
  }
}

extension UnscoredReason {
  fileprivate init?(json: JSONValue) {
    let detail = json["detail"]?.stringValue ?? ""
    switch json["kind"]?.stringValue {
    case "truncated": self = .truncated
    case "overlong": self = .overlong
    case "refused": self = .refused
    case "unparsed": self = .unparsed
    case "bad-label": self = .badLabel(detail)
    case "out-of-range": self = .outOfRange(detail)
    case "contradiction": self = .contradiction
    case "failed": self = .failed(detail)
    default: return nil
    }
  }
}

extension CriterionVerdict {
  fileprivate init?(json: JSONValue) {
    guard let name = json["name"]?.stringValue, let weight = json["weight"]?.doubleValue,
      let outcome = json["outcome"].flatMap(Verdict.Outcome.init(json:))
    else { return nil }
    self.init(name: name, weight: weight, outcome: outcome, reason: json["reason"]?.stringValue)
  }
}

extension Verdict {
  /// Reads a verdict.
  public init?(json: JSONValue) {
    guard let members = json.objectValue, let outcome = members["outcome"].flatMap(Outcome.init),
      let notes = members["notes"]?.list({
        $0.stringValue.flatMap(ReadingNote.init(rawValue:))
      })
    else { return nil }
    self.init(outcome, notes: notes)
    if let value = members["criteria"], !value.isNull {
      guard let criteria = value.list(CriterionVerdict.init(json:)) else { return nil }
      self.criteria = criteria
    }
    if let value = members["critique"], !value.isNull {
      guard let critique = value.stringValue else { return nil }
      self.critique = critique
    }
    if let value = members["reasoning"], !value.isNull {
      guard let reasoning = value.stringValue else { return nil }
      self.reasoning = reasoning
    }
    if let value = members["label_probabilities"], !value.isNull {
      guard let pairs = value.objectValue else { return nil }
      var probabilities: [String: Double] = [:]
      for (label, number) in pairs {
        guard let number = number.doubleValue else { return nil }
        probabilities[label] = number
      }
      labelProbabilities = probabilities
    }
  }
}

extension JSONValue {
  /// The elements of an array, each made into another value; `nil` where one cannot be.
  public func list<Element>(_ make: (JSONValue) -> Element?) -> [Element]? {
    guard case .array(let values) = self else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for value in values {
      guard let element = make(value) else { return nil }
      elements.append(element)
    }
    return elements
  }
}
