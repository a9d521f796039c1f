// SPDX-License-Identifier: Apache-2.0

/// What a policy would take, before anything is sent.
struct ShownPolicyEstimate: Encodable {
  /// Whether later judges see only what earlier ones leave open, so that theirs is the most.
  var isCascade: Bool
  var judges: [Part] = []

  /// One judge's part.
  struct Part: Encodable {
    var name: String
    /// What a judge at an endpoint takes.
    var estimate: ShownEstimate?
    /// The requests that are left.
    var requests: Int

    init(name: String, estimate: ShownEstimate) {
      self.name = name
      self.estimate = estimate
      requests = estimate.requests
    }

    init(name: String, requests: Int) {
      self.name = name
      self.requests = requests
    }
  }

  private enum CodingKeys: String, CodingKey { case isCascade = "is_cascade", judges }

  var text: String {
    judges.enumerated().map { index, judge in
      let most = isCascade && index > 0 ? " (at most: only what is escalated)" : ""
      let head = "\(judge.name)\(most)"
      guard let estimate = judge.estimate else {
        return "\(head)\nrequests  \(judge.requests), of a model on this machine"
      }
      return "\(head)\n\(estimate.text)"
    }.joined(separator: "\n\n")
  }
}
