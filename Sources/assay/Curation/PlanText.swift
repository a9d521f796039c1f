// SPDX-License-Identifier: Apache-2.0
import AssayCuration

/// A plan as a table for people.
struct PlanText {
  let text: String

  init(_ plan: CurationPlan) {
    var lines = plan.stages.map { stage in
      let count = (stage.isExact ? "" : "at most ") + "\(stage.examples)"
      return "\(stage.stage): \(stage.isFinished ? "done, " : "")\(count) examples"
        + stage.demands.map {
          ", \($0.requests) requests to \($0.model) (about \($0.promptTokens) prompt and "
            + "\($0.completionTokens) answer tokens)"
        }.joined()
    }
    let requests = plan.stages.flatMap(\.demands).reduce(0) { $0 + $1.requests }
    lines.append(requests == 0 ? "No model is asked." : "\(requests) requests at most.")
    text = lines.joined(separator: "\n")
  }
}
