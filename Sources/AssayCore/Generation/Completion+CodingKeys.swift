// SPDX-License-Identifier: Apache-2.0

// The names in files are in snake case, as in the OpenAI protocol and all other files of ours.

extension Completion {
  enum CodingKeys: String, CodingKey {
    case text, reasoning, usage, tokens
    case finishReason = "finish_reason"
  }
}

extension TokenLogProbability {
  enum CodingKeys: String, CodingKey {
    case token, alternatives
    case logProbability = "logprob"
  }
}

extension TokenLogProbability.Alternative {
  enum CodingKeys: String, CodingKey {
    case token
    case logProbability = "logprob"
  }
}

extension Verdict {
  enum CodingKeys: String, CodingKey {
    case outcome, critique, reasoning, notes
    case labelProbabilities = "label_probabilities", criteria
  }
}
