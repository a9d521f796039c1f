// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Has a model write wrong answers, in R3's two passes (arXiv 2505.13388, appendix).
///
/// The first pass cuts a short wrong answer out of the longer wrong answers that systems gave, or
/// invents one where there are none; the second trims it to a phrase. Every result is checked
/// against all gold aliases, and a result that fails is asked for again under another seed.
/// The model is reached through the same door as a judge's, so that its cache serves here too.
public struct NegativeWriter: Sendable {
  public var model: any ChatModel
  public var settings: Settings

  /// How the model is asked.
  public struct Settings: Sendable, Hashable {
    /// R3's: temperature 0.01 and 32 tokens.
    public var sampling: SamplingParameters
    public var seed: UInt64
    /// How often a question is tried; at least 1.
    public var attempts: Int
    /// The findings of the audit that make a wrong answer unusable.
    public var refused: Set<NegativeFinding>
    /// The most requests in one call of the model.
    public var maximumBatch: Int

    public init(
      sampling: SamplingParameters = SamplingParameters(temperature: 0.01, maximumTokens: 32),
      seed: UInt64 = 0, attempts: Int = 3,
      refused: Set<NegativeFinding> = NegativeFinding.certain, maximumBatch: Int = 32
    ) {
      self.sampling = sampling
      self.seed = seed
      self.attempts = max(1, attempts)
      self.refused = refused
      self.maximumBatch = max(1, maximumBatch)
    }
  }

  /// What came of one question.
  public enum Outcome: Sendable, Hashable {
    case made(Negative)
    /// No usable answer came: `no-answer` with the model's last failure, or the audit's last
    /// finding with the text that it refused.
    case failed(reason: String, detail: String)
  }

  public init(model: any ChatModel, settings: Settings = Settings()) {
    self.model = model
    self.settings = settings
  }

  /// A wrong answer to each question, in their order.
  ///
  /// - Throws: Only what the model throws to end a whole run.
  public func negatives(for questions: [NegativeQuestion]) async throws -> [Outcome] {
    var outcomes: [Outcome] = Array(
      repeating: .failed(reason: "no-answer", detail: "the model was not asked"),
      count: questions.count)
    var open = Array(questions.indices)
    for attempt in 0..<settings.attempts where !open.isEmpty {
      var still: [Int] = []
      for start in stride(from: 0, to: open.count, by: settings.maximumBatch) {
        let places = open[start..<min(start + settings.maximumBatch, open.count)]
        let some = try await tried(places.map { questions[$0] }, attempt: attempt)
        for (place, outcome) in zip(places, some) {
          outcomes[place] = outcome
          if case .failed = outcome { still.append(place) }
        }
      }
      open = still
    }
    return outcomes
  }

  private func tried(_ questions: [NegativeQuestion], attempt: Int) async throws -> [Outcome] {
    let drafts = try await answers(
      questions.map { ($0.id, Self.draftPrompt($0)) }, pass: "draft", attempt: attempt)
    var trims: [(Int, String)] = []
    for (index, draft) in drafts.enumerated() {
      if case .success(let text) = draft { trims.append((index, text)) }
    }
    let phrases = try await answers(
      trims.map { (questions[$0.0].id, Self.trimPrompt(questions[$0.0], draft: $0.1)) },
      pass: "trim", attempt: attempt)
    var outcomes = drafts.map { draft -> Outcome in
      guard case .failure(let error) = draft else {
        return .failed(reason: "no-answer", detail: "")
      }
      return .failed(reason: "no-answer", detail: error.description)
    }
    for ((index, _), phrase) in zip(trims, phrases) {
      outcomes[index] = checked(phrase, for: questions[index])
    }
    return outcomes
  }

  private func checked(
    _ phrase: Result<String, AssayError>, for question: NegativeQuestion
  ) -> Outcome {
    switch phrase {
    case .failure(let error): return .failed(reason: "no-answer", detail: error.description)
    case .success(let text):
      if let finding = question.audit.finding(in: text), settings.refused.contains(finding) {
        return .failed(reason: finding.rawValue, detail: text)
      }
      let origin: Negative.Origin = question.wrongAnswers.isEmpty ? .invented : .extracted
      return .made(Negative(text: text, origin: origin))
    }
  }

  private func answers(
    _ prompts: [(id: String, text: String)], pass: String, attempt: Int
  ) async throws -> [Result<String, AssayError>] {
    guard !prompts.isEmpty else { return [] }
    let requests = prompts.map { prompt in
      CompletionRequest(
        key: CompletionRequest.Key(example: "\(prompt.id)#\(pass)", attempt: attempt),
        messages: [.user(prompt.text)], sampling: settings.sampling,
        seed: StableHash.seed(settings.seed, "negative/\(prompt.id)/\(pass)/\(attempt)"))
    }
    let results = try await model.complete(requests)
    guard results.count == requests.count else {
      throw AssayError(
        .modelFailed,
        "The model \(model.identity.name) gave \(results.count) answers to "
          + "\(requests.count) requests.",
        advice: "This is a fault of the model's adapter; report it.")
    }
    return results.map { $0.map { Self.phrase(in: $0.text) } }
  }

  /// The answer without thinking, quotation marks, and white space around it.
  static func phrase(in text: String) -> String {
    let answer = text.ranges(of: "</think>").last.map { text[$0.upperBound...] } ?? text[...]
    let marks: Set<Character> = ["\"", "“", "”", "*", "`"]
    var trimmed = answer.drop { $0.isWhitespace || marks.contains($0) }
    while let last = trimmed.last, last.isWhitespace || marks.contains(last) {
      trimmed.removeLast()
    }
    return String(trimmed)
  }
}
