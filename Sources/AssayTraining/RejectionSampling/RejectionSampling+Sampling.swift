// SPDX-License-Identifier: Apache-2.0

import AssayCore

extension RejectionSampling {
  /// Samples every example of a batch and keeps one right answer of each.
  ///
  /// A request that fails gives a sample without a judgment; it costs the others nothing.
  func sample(
    _ model: any ChatModel, batch: [Example], iteration: Int,
    onEvent: @Sendable (Event) async throws -> Void
  ) async throws -> [Rollout] {
    var rollouts: [Rollout] = []
    rollouts.reserveCapacity(batch.count)
    let perCall = max(1, settings.requestsPerBatch / max(1, settings.samplesPerExample))
    for start in stride(from: 0, to: batch.count, by: perCall) {
      try Task.checkCancellation()
      let part = batch[start..<min(start + perCall, batch.count)]
      let requests = try part.flatMap { try self.requests(for: $0, iteration: iteration) }
      let answers = try await model.complete(requests)
      guard answers.count == requests.count else {
        throw AssayError(
          .modelFailed,
          "The model \(model.identity.name) answered \(answers.count) of \(requests.count) "
            + "requests.", advice: "This is a fault of the model's adapter; report it.")
      }
      for (place, example) in part.enumerated() {
        guard let gold = example.gold else { continue }
        let first = place * settings.samplesPerExample
        let samples = answers[first..<(first + settings.samplesPerExample)].map {
          sample($0, of: example, gold: gold)
        }
        rollouts.append(
          Rollout(
            iteration: iteration, example: example, gold: gold, samples: samples,
            seed: settings.seed))
      }
      try await onEvent(
        .sampling(iteration: iteration, done: rollouts.count, of: batch.count))
    }
    return rollouts
  }

  private func requests(
    for example: Example, iteration: Int
  ) throws -> [CompletionRequest] {
    let messages = try encoder.style.messages(for: example, form: .critique)
    return (0..<settings.samplesPerExample).map { number in
      CompletionRequest(
        key: CompletionRequest.Key(example: example.id, sample: number), messages: messages,
        sampling: settings.sampling,
        seed: StableHash.seed(settings.seed, "rollout-\(iteration)-\(number)-\(example.id)"))
    }
  }

  private func sample(
    _ answer: Result<Completion, AssayError>, of example: Example, gold: Judgment
  ) -> Rollout.Sample {
    switch answer {
    case .success(let completion):
      let verdict = encoder.style.verdict(from: completion, for: example, form: .critique)
      return Rollout.Sample(
        text: completion.text, finishReason: completion.finishReason, outcome: verdict.outcome,
        isCorrect: verdict.judgment == gold)
    case .failure(let error):
      return Rollout.Sample(
        text: "", finishReason: .unknown, outcome: .unscored(.failed(error.message)),
        isCorrect: false)
    }
  }
}
