// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// PPE's responses that were rated one by one, put together again as the prompts they answer.
struct PPEScores {
  /// The rated responses of one prompt.
  struct Prompt {
    var domain: String
    var group: String
    var responses: ScoredResponses
  }

  private let rows: [String: (row: String, isRight: Bool)]

  init(_ examples: [Example]) {
    rows = examples.reduce(into: [:]) { rows, example in
      guard case .pointwise = example.format, let row = example.metadata["row"]?.stringValue,
        let isRight = example.metadata["is_right"]?.boolValue
      else { return }
      rows[example.id] = (row, isRight)
    }
  }

  /// The prompts of the decisions, in the order in which they first occur.
  func prompts(of decisions: [Decision]) -> [Prompt] {
    var prompts: [Prompt] = []
    var places: [String: Int] = [:]
    for decision in decisions {
      guard let row = rows[decision.id] else { continue }
      let place = places[row.row] ?? prompts.count
      if place == prompts.count {
        places[row.row] = place
        prompts.append(
          Prompt(
            domain: decision.domain, group: decision.group,
            responses: ScoredResponses(scores: [], areRight: [])))
      }
      var score: Double?
      if case .judged(.score(let value)) = decision.asGiven { score = Double(value) }
      prompts[place].responses.scores.append(score)
      prompts[place].responses.areRight.append(row.isRight)
    }
    return prompts
  }

  /// AUC and best-of-k, each the plain mean of the sets that are there; nothing where no response
  /// was rated.
  func official(_ decisions: [Decision], sets: [String]) -> [Metric] {
    let prompts = Dictionary(grouping: prompts(of: decisions), by: \.domain)
      .mapValues { $0.map(\.responses) }
    guard !prompts.isEmpty else { return [] }
    let present = sets.filter { prompts[$0] != nil }
    let missing =
      present.count < sets.count ? "Mean of \(present.count) of \(sets.count) sets." : nil
    func mean(_ name: String, _ title: String, _ value: ([ScoredResponses]) -> Double?) -> Metric {
      let values = present.compactMap { prompts[$0].flatMap(value) }
      let isWhole = !values.isEmpty && values.count == present.count
      return .official(
        name, title, share: isWhole ? values.reduce(0, +) / Double(values.count) : nil,
        n: decisions.count, note: isWhole ? missing : "all responses of a set are right, or wrong")
    }
    return [
      mean("auc", "AUC of ratings") { ScoredResponses.pooled($0).areaUnderCurve },
      mean("best_of_k", "best of all responses") { ScoredResponses.curve($0).last },
      mean("best_of_k_maximum", "best of k, highest point") { ScoredResponses.curve($0).max() },
    ]
  }

  /// How often the best-rated response is right, and the AUC inside prompts, each set alike.
  func robust(_ decisions: [Decision]) -> [Metric] {
    let prompts = prompts(of: decisions)
    func mean(_ name: String, _ title: String, _ value: (ScoredResponses) -> Double?) -> [Metric] {
      let known = prompts.compactMap { prompt in value(prompt.responses).map { (prompt, $0) } }
      guard !known.isEmpty else { return [] }
      let sets = Set(known.map(\.0.domain))
      return [
        .stratified(
          name, title, values: known.map(\.1), strata: known.map(\.0.domain),
          groups: known.map(\.0.group),
          weights: sets.reduce(into: [:]) { $0[$1] = 1 / Double(sets.count) })
      ]
    }
    return mean("best_response", "best response is right, mean of sets") {
      $0.bestOf($0.scores.count)
    }
      + mean("auc_within_prompts", "AUC within prompts, mean of sets", \.areaUnderCurve)
  }
}
