// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayGeneration

/// What is left to do of a recipe, with what it takes, for people and as JSON.
struct ShownPlan: Encodable {
  var stages: [Stage] = []
  /// All that endpoints will be asked.
  var requests = 0
  var promptTokens = 0
  var outputTokens = 0
  /// Money; `nil` where some model's price is not known.
  var cost: Double? = 0
  var currency = ""
  /// The time that endpoints take, one stage after the other.
  var seconds = 0.0

  private enum CodingKeys: String, CodingKey {
    case stages, requests, cost, currency, seconds
    case promptTokens = "prompt_tokens"
    case outputTokens = "output_tokens"
  }

  /// One stage and what it asks.
  struct Stage: Encodable {
    var stage: String
    var operation: String
    var isFinished: Bool
    var examples: Int
    var isExact: Bool
    var demands: [Demand]

    private enum CodingKeys: String, CodingKey {
      case stage, operation, examples, demands
      case isFinished = "is_finished"
      case isExact = "is_exact"
    }
  }

  /// What one model is asked. Money and time are those of an endpoint.
  struct Demand: Encodable {
    var model: String
    var requests: Int
    var promptTokens: Int
    var outputTokens: Int
    var isLocal: Bool
    var cost: Double?
    var currency: String?
    var seconds: Double?

    private enum CodingKeys: String, CodingKey {
      case model, requests, cost, currency, seconds
      case promptTokens = "prompt_tokens"
      case outputTokens = "output_tokens"
      case isLocal = "is_local"
    }
  }

  init(_ plan: CurationPlan, models: RecipeModels, embedders: RecipeEmbedders) async throws {
    for stage in plan.stages {
      var shown = Stage(
        stage: stage.stage, operation: stage.operation, isFinished: stage.isFinished,
        examples: stage.examples, isExact: stage.isExact, demands: [])
      for demand in stage.demands {
        if !demand.isEmbedding {
          let basis = try await models.basis(of: demand.model)
          shown.demands.append(count(demand, basis))
        } else if let (basis, batch) = try await embedders.basis(of: demand.model) {
          var requests = demand
          requests.requests = (demand.requests + batch - 1) / batch
          shown.demands.append(count(requests, basis))
        }
      }
      stages.append(shown)
    }
  }

  private mutating func count(_ demand: ModelDemand, _ basis: CostEstimate.Basis?) -> Demand {
    var shown = Demand(
      model: demand.model, requests: demand.requests, promptTokens: demand.promptTokens,
      outputTokens: demand.completionTokens, isLocal: true)
    guard let basis else { return shown }
    let estimate = CostEstimate(
      demand.requests, prompt: demand.promptTokens, output: demand.completionTokens,
      most: demand.completionTokens, basis: basis)
    shown.isLocal = false
    shown.cost = estimate.cost
    shown.currency = estimate.currency.isEmpty ? nil : estimate.currency
    shown.seconds = ProgressText.seconds(estimate.time)
    requests += demand.requests
    promptTokens += demand.promptTokens
    outputTokens += demand.completionTokens
    cost = estimate.cost.flatMap { added in cost.map { $0 + added } }
    if !estimate.currency.isEmpty { currency = estimate.currency }
    seconds += shown.seconds ?? 0
    return shown
  }

  var text: String {
    var table = TextTable(
      ["stage", "operation", "examples", "asks", "requests", "tokens", "time", "cost"])
    for stage in stages {
      let count = stage.isFinished || stage.isExact ? "" : "≤ "
      let head = [
        stage.stage, stage.operation,
        count + stage.examples.grouped + (stage.isFinished ? ", done" : ""),
      ]
      if stage.demands.isEmpty { table.rows.append(head) }
      for (index, demand) in stage.demands.enumerated() {
        table.rows.append((index == 0 ? head : ["", "", ""]) + cells(demand))
      }
    }
    return table.text + "\n" + summary
  }

  private func cells(_ demand: Demand) -> [String] {
    [
      demand.model, "≤ " + demand.requests.grouped,
      demand.promptTokens.grouped + " + "
        + demand.outputTokens.grouped,
      demand.seconds.map(ProgressText.clock) ?? "local",
      demand.isLocal ? "" : demand.cost.map { Money.text($0, demand.currency ?? "") } ?? "unknown",
    ]
  }

  private var summary: String {
    guard requests > 0 else {
      return stages.contains { !$0.demands.isEmpty }
        ? "No endpoint is asked." : "No model is asked."
    }
    let money =
      cost.map { Money.text($0, currency) }
      ?? "an unknown sum (name a table of prices with --prices)"
    return "At most \(requests.grouped) requests, "
      + "\(promptTokens.grouped) tokens in prompts and about "
      + "\(outputTokens.grouped) in answers: \(money), about "
      + "\(ProgressText.clock(seconds)) at 50 tokens a second for each answer. "
      + "What a filter drops is not asked about, and what is kept is not asked again."
  }
}
