// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayJudging

/// `generate`: responses of models to each question, to be graded (FARE §3.3: up to 20 responses of
/// each generator).
///
/// - `model`: the model's name in the recipe's section `models`; or `models`: a list of such names,
///   each of which responds to every question.
/// - `samples`: how many responses a question gets from each model; 1. `temperature` (0.9), `top_p` (1), `max_tokens`
///   (1024): how they are sampled.
/// - `prompt`: the message, in which `{instruction}` and `{input}` stand for the example's.
///
/// What comes out are the responses, each to be verified, without labels, model by model; `generator` in the metadata
/// names the model as the recipe does. The question itself leaves as `answered`.
/// Thinking stands apart (`reasoning`). Questions whose every sample fails leave as `no-answer`. A response that hit the token limit is
/// kept and marked (`finish` in the metadata).
struct GenerateOperation: ItemwiseOperation {
  static let entry = OperationEntry(
    OperationCard(name: "generate", summary: "Responses of one or several models to each question.")
  ) { try GenerateOperation($0) }

  let models: [String]
  let samples: Int
  let sampling: SamplingParameters
  let prompt: String
  var batchSize: Int { max(1, 64 / samples.times(models.count)) }
  var concurrentBatches: Int { 4 }

  init(_ section: RecipeSection) throws {
    if let several = try section.texts("models") {
      guard !section.has("model"), !several.isEmpty, Set(several).count == several.count else {
        throw section.failure(
          "models", "'models' should list different models, and no 'model' beside it.",
          advice: "Write model: a, or models: [a, b].")
      }
      models = several
    } else {
      models = [try section.required("model", section.text("model"))]
    }
    samples = try section.whole("samples", atLeast: 1) ?? 1
    sampling = SamplingParameters(
      temperature: try section.number("temperature", in: 0...10) ?? 0.9,
      topP: try section.number("top_p", in: 0.01...1) ?? 1,
      maximumTokens: try section.whole("max_tokens", atLeast: 1) ?? 1024)
    prompt = try section.text("prompt") ?? "{instruction}\n\n{input}"
  }

  func most(from count: Int) -> Int { count.times(models.count).times(samples) }

  func content(in context: CurationContext) async throws -> JSONValue {
    var identities: [JSONValue] = []
    for name in models {
      let identity = try await context.model(name).identity
      identities.append(
        .array([.string(name), .string(identity.name), .string(identity.fingerprint)]))
    }
    return [
      "models": .array(identities),
      "samples": .integer(samples), "sampling": .string(sampling.summary),
      "prompt": .string(prompt),
    ]
  }

  func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    let tokens = sample.reduce(0) { $0 + TokenEstimator.standard.tokens(in: text(for: $1)) }
    let mean = sample.isEmpty ? 0 : tokens / sample.count
    return models.map { model in
      ModelDemand(
        model: model, requests: count * samples, promptTokens: count * samples * mean,
        completionTokens: count * samples * min(sampling.maximumTokens, 400))
    }
  }

  private func text(for example: Example) -> String {
    prompt.replacing("{instruction}", with: example.instruction)
      .replacing("{input}", with: example.input)
      .trimming(while: \.isNewline)
  }

  func worker(in context: CurationContext) async throws -> ItemWorker {
    var ready: [(name: String, model: any ChatModel)] = []
    for name in models { ready.append((name, try await context.model(name))) }
    let generators = ready
    let seed = context.seed
    return { batch in
      // The generators are asked at the same time; each has its own servers and limits.
      let answers = try await withThrowingTaskGroup(of: (Int, [Answer]).self) { group in
        for (place, generator) in generators.enumerated() {
          group.addTask {
            let results = try await generator.model.complete(
              requests(batch, to: generator.name, seed: seed))
            return (place, results)
          }
        }
        var answers: [[Answer]] = Array(repeating: [], count: generators.count)
        for try await (place, results) in group { answers[place] = results }
        return answers
      }
      return batch.enumerated().map { index, example in
        outcome(
          of: example,
          zip(generators, answers).map { generator, results in
            (generator.name, results.dropFirst(index * samples).prefix(samples))
          })
      }
    }
  }

  private typealias Answer = Result<Completion, AssayError>

  private func requests(
    _ batch: [Example], to name: String, seed: UInt64
  ) -> [CompletionRequest] {
    batch.flatMap { example in
      (0..<samples).map { sample in
        CompletionRequest(
          key: .init(example: example.id, sample: sample), messages: [.user(text(for: example))],
          sampling: sampling, seed: StableHash.seed(seed, "\(name)/\(example.id)#\(sample)"))
      }
    }
  }

  private func outcome(
    of example: Example, _ results: [(name: String, answers: ArraySlice<Answer>)]
  ) -> ItemOutcome {
    var responses: [Example] = []
    var failure = "no model gave a result"
    for (name, sample, result) in results.flatMap({ name, answers in
      answers.enumerated().map { (name, $0.offset, $0.element) }
    }) {
      switch result {
      case .failure(let error): failure = "\(name): \(error.message)"
      case .success(let completion):
        var response = example
        response.id = "\(example.id)~\(name)-\(sample)"
        // A judge sees what a reader would: the answer, and not the thinking before it.
        let parts = ThinkingParts(completion)
        response.responses = [parts.answer]
        response.format = example.format.ofSingleResponse(hasReference: example.reference != nil)
        response.steps = nil
        response.gold = nil
        response.metadata["origin"] = "generated"
        response.metadata["generator"] = .string(name)
        response.metadata["finish"] = .string(completion.finishReason.rawValue)
        response.forgetJudgments()
        response.metadata["reasoning"] = parts.reasoning.map { .string($0) }
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
