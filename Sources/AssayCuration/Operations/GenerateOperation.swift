// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayJudging

/// `generate`: responses of a model to each question, to be graded (FARE §3.3: up to 20 responses of
/// each generator).
///
/// - `model`: the model's name in the recipe's section `models`.
/// - `samples`: how many responses a question gets; 1. `temperature` (0.9), `top_p` (1), `max_tokens`
///   (1024): how they are sampled.
/// - `prompt`: the message, in which `{instruction}` and `{input}` stand for the example's.
///
/// What comes out are the responses, without labels; the question itself leaves as `answered`.
/// Questions whose every sample fails leave as `no-answer`. A response that hit the token limit is
/// kept and marked (`finish` in the metadata).
struct GenerateOperation: ItemwiseOperation {
  static let entry = OperationEntry(
    OperationCard(name: "generate", summary: "Responses of a model to each question.")
  ) { try GenerateOperation($0) }

  let model: String
  let samples: Int
  let sampling: SamplingParameters
  let prompt: String
  var batchSize: Int { max(1, 64 / samples) }
  var concurrentBatches: Int { 4 }

  init(_ section: RecipeSection) throws {
    model = try section.required("model", section.text("model"))
    samples = try section.whole("samples", atLeast: 1) ?? 1
    sampling = SamplingParameters(
      temperature: try section.number("temperature", in: 0...10) ?? 0.9,
      topP: try section.number("top_p", in: 0.01...1) ?? 1,
      maximumTokens: try section.whole("max_tokens", atLeast: 1) ?? 1024)
    prompt = try section.text("prompt") ?? "{instruction}\n\n{input}"
  }

  func content(in context: CurationContext) async throws -> JSONValue {
    let identity = try await context.model(model).identity
    return [
      "model": .array([.string(identity.name), .string(identity.fingerprint)]),
      "samples": .integer(samples), "sampling": .string(sampling.summary),
      "prompt": .string(prompt),
    ]
  }

  func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    let bytes = sample.reduce(0) { $0 + text(for: $1).utf8.count }
    let mean = sample.isEmpty ? 0 : bytes / sample.count
    return [
      ModelDemand(
        model: model, requests: count * samples, promptTokens: count * samples * mean / 4,
        completionTokens: count * samples * min(sampling.maximumTokens, 400))
    ]
  }

  private func text(for example: Example) -> String {
    prompt.replacing("{instruction}", with: example.instruction)
      .replacing("{input}", with: example.input)
      .trimming(while: \.isNewline)
  }

  func worker(in context: CurationContext) async throws -> ItemWorker {
    let model = try await context.model(model)
    let seed = context.seed
    return { batch in
      let requests = batch.flatMap { example in
        (0..<samples).map { sample in
          CompletionRequest(
            key: .init(example: example.id, sample: sample), messages: [.user(text(for: example))],
            sampling: sampling, seed: StableHash.seed(seed, "\(example.id)#\(sample)"))
        }
      }
      let results = try await model.complete(requests)
      return batch.enumerated().map { index, example in
        outcome(of: example, results.dropFirst(index * samples).prefix(samples), model.identity)
      }
    }
  }

  private func outcome(
    of example: Example, _ results: ArraySlice<Result<Completion, AssayError>>,
    _ identity: ModelIdentity
  ) -> ItemOutcome {
    var responses: [Example] = []
    var failure = "the model gave no result"
    for (sample, result) in results.enumerated() {
      switch result {
      case .failure(let error): failure = error.message
      case .success(let completion):
        var response = example
        response.id = "\(example.id)~\(identity.name)-\(sample)"
        response.responses = [completion.text]
        response.steps = nil
        response.gold = nil
        response.metadata["origin"] = "generated"
        response.metadata["generator"] = .string(identity.name)
        response.metadata["finish"] = .string(completion.finishReason.rawValue)
        // What was known of another response does not hold for this one.
        for key in ["critique", "reasoning", "raw"] { response.metadata[key] = nil }
        responses.append(response)
      }
    }
    return ItemOutcome(
      kept: responses,
      departure: responses.isEmpty
        ? Departure(filter: "generate", reason: "no-answer", detail: failure)
        : Departure(filter: "generate", reason: "answered", detail: "\(responses.count) responses"))
  }
}

extension String {
  /// Without the characters at both ends that the test holds for.
  fileprivate func trimming(while test: (Character) -> Bool) -> String {
    var text = self[...]
    while let first = text.first, test(first) { text.removeFirst() }
    while let last = text.last, test(last) { text.removeLast() }
    return String(text)
  }
}
