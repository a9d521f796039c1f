// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayJudging

/// The section `judge` of a stage: who is asked, and how.
///
/// - `model`: the model's name in the recipe's section `models`.
/// - `style`: the prompt style; `r3`.
/// - `verdict_only`: whether the judge gives its verdict without an explanation; false.
/// - `temperature`, `top_p`, `top_k`, `max_tokens`: the sampling.
/// - `batch`: how many requests go to the model at a time; 32.
struct JudgeSettings: Sendable {
  let model: String
  let style: String
  let form: PromptForm
  let sampling: SamplingParameters
  let batch: Int

  /// - Parameter sampling: What counts where the section says nothing.
  init(_ stage: RecipeSection, sampling standard: SamplingParameters) throws {
    let section = try stage.required("judge", stage.section("judge"))
    model = try section.required("model", section.text("model"))
    style = try section.text("style") ?? "r3"
    do {
      _ = try PromptStyles.named(style)
    } catch let error as AssayError {
      throw section.failure("style", error.message, advice: error.advice)
    }
    form = try section.flag("verdict_only") ?? false ? .verdictOnly : .critique
    var sampling = standard
    sampling.temperature = try section.number("temperature", in: 0...10) ?? sampling.temperature
    sampling.topP = try section.number("top_p", in: 0...1) ?? sampling.topP
    sampling.topK = try section.whole("top_k") ?? sampling.topK
    sampling.maximumTokens = try section.whole("max_tokens", atLeast: 1) ?? sampling.maximumTokens
    self.sampling = sampling
    batch = try section.whole("batch", atLeast: 1) ?? 32
    try section.finish()
  }

  func judge(in context: CurationContext) async throws -> Judge {
    Judge(
      style: try PromptStyles.named(style), form: form, model: try await context.model(model),
      sampling: sampling, seed: context.seed, batching: .init(maximumBatch: batch))
  }

  func content(in context: CurationContext) async throws -> JSONValue {
    let identity = try await context.model(model).identity
    return [
      "model": .array([.string(identity.name), .string(identity.fingerprint)]),
      "style": .string(style), "form": .string(form.rawValue),
      "sampling": .string(sampling.summary),
    ]
  }

  /// The requests for examples, their tokens estimated by those of a sample.
  ///
  /// - Parameter answer: How many tokens an answer with an explanation is taken to have.
  func demand(
    of sample: [Example], count: Int, requests: Int, answer: Int = 600
  ) throws -> ModelDemand {
    let style = try PromptStyles.named(style)
    let lengths = sample.compactMap { example in
      (try? style.messages(for: example, form: form)).map(TokenEstimator.standard.tokens(in:))
    }
    let mean = lengths.isEmpty ? 0 : lengths.reduce(0, +) / lengths.count
    return ModelDemand(
      model: model, requests: count * requests, promptTokens: count * requests * mean,
      completionTokens: count * requests
        * min(sampling.maximumTokens, form == .verdictOnly ? 16 : answer))
  }
}
