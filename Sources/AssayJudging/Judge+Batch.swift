// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension Judge {
  /// A question, its prompt and its answer so far.
  private struct Answer {
    var question: Question
    var shown: Example
    var messages: [ChatMessage] = []
    var completion: Completion?
    /// `nil` until the question was asked.
    var verdict: Verdict?
    var attempts = 1

    /// Whether asking again with a larger budget may give a verdict.
    var isUnreadable: Bool {
      guard completion != nil else { return false }
      return switch verdict?.unscoredReason {
      case .truncated, .unparsed: true
      default: false
      }
    }
  }

  /// Asks one batch, and what was unreadable once more.
  @concurrent
  func answer(_ batch: Batch) async throws -> [JudgmentRecord] {
    let examples = batch.examples
    var answers = batch.questions.map { prepare($0, of: examples) }
    let asked = answers.indices.filter { answers[$0].verdict == nil }
    try await ask(asked, of: &answers, attempt: 0)
    if policy.retriesUnreadable {
      let unreadable = asked.filter { answers[$0].isUnreadable }
      try await ask(unreadable, of: &answers, attempt: 1)
    }
    return answers.map { answer in
      JudgmentRecord(
        example: examples[answer.question.index], order: answer.question.order,
        sample: answer.question.sample, attempts: answer.attempts, messages: answer.messages,
        completion: answer.completion,
        shown: answer.verdict ?? .unscored(.failed("the model was not asked")))
    }
  }

  /// Renders the prompt. An example that cannot be rendered is unscored and never asked.
  private func prepare(_ question: Question, of examples: [Example]) -> Answer {
    let example = examples[question.index]
    let shown = question.order == .swapped ? example.swapped() : example
    do {
      let messages = try style.messages(for: shown, form: form)
      return Answer(question: question, shown: shown, messages: messages)
    } catch {
      return Answer(
        question: question, shown: shown, verdict: .unscored(Self.reason(forNoPrompt: error)))
    }
  }

  private func ask(_ places: [Int], of answers: inout [Answer], attempt: Int) async throws {
    guard !places.isEmpty else { return }
    var budget = sampling
    if attempt > 0 {
      let (doubled, overflow) = sampling.maximumTokens.multipliedReportingOverflow(by: 2)
      budget.maximumTokens = overflow ? Int.max : doubled
    }
    let requests = places.map { place in
      request(answers[place].question, answers[place], sampling: budget, attempt: attempt)
    }
    let results = try await model.complete(requests)
    guard results.count == requests.count else {
      throw AssayError(
        .modelFailed,
        "The model \(model.identity.name) gave \(results.count) answers to "
          + "\(requests.count) requests.",
        advice: "This is a fault of the model's adapter; report it.")
    }
    for (place, result) in zip(places, results) {
      switch result {
      case .success(let completion):
        answers[place].completion = completion
        answers[place].attempts = attempt + 1
        answers[place].verdict = verdict(from: completion, for: answers[place].shown)
      case .failure(let error):
        // A retry that fails leaves the first answer as it is.
        if attempt == 0 { answers[place].verdict = .unscored(Self.reason(for: error)) }
      }
    }
  }

  private func request(
    _ question: Question, _ answer: Answer, sampling: SamplingParameters, attempt: Int
  ) -> CompletionRequest {
    let key = CompletionRequest.Key(
      example: answer.shown.id, order: question.order, sample: question.sample, attempt: attempt)
    let name = "\(key.example)#\(key.order.rawValue)#\(key.sample)#\(key.attempt)"
    return CompletionRequest(
      key: key, messages: answer.messages, sampling: sampling,
      seed: StableHash.seed(seed, name), logProbabilities: policy.logProbabilities)
  }

  /// The verdict, with label probabilities where they were asked for and the model gives them.
  private func verdict(from completion: Completion, for shown: Example) -> Verdict {
    var verdict = style.verdict(from: completion, for: shown, form: form)
    if policy.logProbabilities > 0, verdict.labelProbabilities == nil {
      verdict.labelProbabilities = LabelProbabilities.read(
        completion, verdict: verdict, style: style, example: shown, form: form)
    }
    return verdict
  }

  private static func reason(forNoPrompt error: any Error) -> UnscoredReason {
    .unsupported((error as? AssayError)?.description ?? "\(error)")
  }

  private static func reason(for error: any Error) -> UnscoredReason {
    guard let error = error as? AssayError else { return .failed("\(error)") }
    return error.code == .overlongPrompt ? .overlong : .failed(error.description)
  }
}
