// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import AssayJudging
import AssayStore

/// An estimate as `--json` has it.
struct ShownEstimate: Encodable {
  var model: String
  /// All judgments of the run, and those of them that are kept.
  var judgments = 0
  var kept = 0
  var requests: Int
  var promptTokens: Int
  var outputTokens: Int
  var mostOutputTokens: Int
  var cost: Double?
  var mostCost: Double?
  var currency: String?
  var seconds: Double

  private enum CodingKeys: String, CodingKey {
    case model, judgments, kept, requests, cost, currency, seconds
    case promptTokens = "prompt_tokens", outputTokens = "output_tokens"
    case mostOutputTokens = "most_output_tokens", mostCost = "most_cost"
  }

  init(_ estimate: CostEstimate, model: String) {
    self.model = model
    requests = estimate.requests
    promptTokens = estimate.promptTokens
    outputTokens = estimate.outputTokens
    mostOutputTokens = estimate.mostOutputTokens
    cost = estimate.cost
    mostCost = estimate.mostCost
    currency = estimate.currency.isEmpty ? nil : estimate.currency
    seconds =
      Double(estimate.time.components.seconds)
      + Double(estimate.time.components.attoseconds) * 1e-18
  }

  var text: String {
    let money =
      cost.map { cost in
        "cost      \(Money.text(cost, currency ?? "")), at most "
          + Money.text(mostCost ?? cost, currency ?? "")
      } ?? "cost      unknown: \(model) is in no table of prices (--prices)"
    return """
      model     \(model)
      judgments \(judgments), of which \(kept) are there already
      requests  \(requests)
      tokens    \(promptTokens) in prompts, about \(outputTokens) in answers, at most \
      \(mostOutputTokens)
      time      about \(ProgressText.clock(seconds)) at 50 tokens a second for each answer
      \(money)
      Unreadable answers are asked for once more and come on top. Nothing was sent.
      """
  }
}

extension JudgingSession {
  /// Says what judging the examples would take; nothing is sent.
  func estimate(_ sets: [[Example]]) async throws -> ShownEstimate {
    guard let served else {
      throw AssayError(.invalidArgument, "--estimate needs an endpoint.")
    }
    let (price, limits) = (served.configuration.budget.price, served.configuration.limits)
    let basis = CostEstimate.Basis(price: price, limits: limits)
    let name = served.model.identity.name
    var total: CostEstimate?
    var (judgments, kept) = (0, 0)
    for examples in sets {
      var judge = try judge(of: examples)
      let finished = try await finished(judge, examples)
      let counter = EstimatingModel(
        served.model.identity, cache: served.configuration.cache, basis: basis)
      if served.isStructured {
        judge.model = try StructuredModel(
          counter, for: examples, style: judge.style, form: judge.form,
          dialect: served.model.dialect)
      } else {
        judge.model = counter
      }
      try await judge.judge(examples, skipping: finished) { _ in }
      judgments += judge.policy.count(for: examples)
      kept += finished.count
      let estimate = counter.estimate
      total = CostEstimate(
        estimate.requests + (total?.requests ?? 0),
        prompt: estimate.promptTokens + (total?.promptTokens ?? 0),
        output: estimate.outputTokens + (total?.outputTokens ?? 0),
        most: estimate.mostOutputTokens + (total?.mostOutputTokens ?? 0), basis: basis)
    }
    var shown = ShownEstimate(
      total ?? CostEstimate(0, prompt: 0, output: 0, most: 0, basis: basis), model: name)
    shown.judgments = judgments
    shown.kept = kept
    return shown
  }

  /// What a run of the store has already; nothing where there is no such run.
  private func finished(
    _ judge: Judge, _ examples: [Example]
  ) async throws -> Set<CompletionRequest.Key> {
    guard let store else { return [] }
    let run = judge.run(on: examples, software: assayVersion)
    return try await RunJournal.begun(run, in: store)?.finished() ?? []
  }
}
