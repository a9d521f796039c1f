// SPDX-License-Identifier: Apache-2.0

public import AssayCore
import AssayData
import AssayJudging
import AssayModels
public import AssayText

/// Judges held-out digit chains with a model in training: both orders of a pair must be right.
public struct HeldOutEvaluation: Sendable {
  /// The examples, as many of each format.
  public let examples: [Example]
  public let style: any PromptStyle
  public let form: PromptForm
  public let sampling: SamplingParameters

  /// Judges the given examples.
  public init(
    examples: [Example], style: any PromptStyle, form: PromptForm = .critique,
    sampling: SamplingParameters = SamplingParameters(maximumTokens: 256)
  ) {
    self.examples = examples
    self.style = style
    self.form = form
    self.sampling = sampling
  }

  /// Makes the examples that a recipe asks for: every FARE task on each of so many problems of
  /// the held-out half of the world.
  public init(
    _ choice: SFTConfiguration.EvaluationChoice, style: any PromptStyle,
    sampling: SamplingParameters = SamplingParameters(maximumTokens: 256)
  ) throws {
    let world = DigitChains(DigitChains.Settings(seed: choice.seed, split: .heldOut))
    self.init(
      examples: try world.examples(
        groups: choice.examplesPerFormat, tasks: DigitChainTask.fare),
      style: style, sampling: sampling)
  }

  /// Judges every example with any model, item by item in the examples' order.
  public func items(_ model: any ChatModel) async throws -> [PairedGain.Item] {
    let judge = Judge(
      style: style, form: form, model: model, sampling: sampling,
      policy: JudgingPolicy(orders: .both, votes: 1, retriesUnreadable: false),
      batching: Judge.Batching(maximumBatch: 512))
    return Decision.decisions(from: try await judge.records(of: examples)).map {
      PairedGain.Item(id: $0.id, group: $0.group, isCorrect: $0.isConsistentlyCorrect)
    }
  }

  /// The share of right items of each format, and of all under `all`.
  public func metrics(_ model: any ChatModel) async throws -> [String: Double] {
    let items = try await items(model)
    var outcomes: [String: [Bool]] = [:]
    for (example, item) in zip(examples, items) {
      outcomes[example.format.name, default: []].append(item.isCorrect)
      outcomes["all", default: []].append(item.isCorrect)
    }
    return outcomes.mapValues { results in
      Double(results.count { $0 }) / Double(max(1, results.count))
    }
  }

  /// The evaluation of weights while they are trained.
  public func hook(_ frame: ChatFrame) -> SFTTrainer.Evaluation {
    { model, step in
      let chat = try await TensorActor.run {
        try LocalChatModel(model, frame: frame, name: "training", fingerprint: "step-\(step)")
      }
      return try await metrics(chat)
    }
  }
}
