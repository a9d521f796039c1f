// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension ReplyReader {
  /// The tokens of a chat: `{"content": [{"token", "logprob", "top_logprobs": [...]}]}`.
  static func chatTokens(_ value: JSONValue?) -> [TokenLogProbability]? {
    value?["content"]?.arrayValue?.compactMap { entry in
      guard let (token, probability) = pair(entry) else { return nil }
      let alternatives = (entry["top_logprobs"]?.arrayValue ?? []).compactMap(pair)
      return TokenLogProbability(
        token: token, logProbability: probability, alternatives: sorted(alternatives))
    }
  }

  /// The tokens of a text completion: three lists of one length, the alternatives as objects.
  static func textTokens(_ value: JSONValue?) -> [TokenLogProbability]? {
    guard let tokens = value?["tokens"]?.arrayValue,
      let probabilities = value?["token_logprobs"]?.arrayValue,
      tokens.count == probabilities.count
    else { return chatTokens(value) }
    let alternatives = value?["top_logprobs"]?.arrayValue ?? []
    return tokens.indices.compactMap { index in
      guard let token = tokens[index].stringValue,
        let probability = finite(probabilities[index])
      else { return nil }
      let others = alternatives.indices.contains(index) ? alternatives[index].objectValue : nil
      return TokenLogProbability(
        token: token, logProbability: probability,
        alternatives: sorted(
          (others ?? [:]).compactMap { name, value in
            finite(value).map { (name, $0) }
          }))
    }
  }

  private static func pair(_ entry: JSONValue) -> (String, Double)? {
    guard let token = entry["token"]?.stringValue, let probability = finite(entry["logprob"])
    else { return nil }
    return (token, probability)
  }

  private static func finite(_ value: JSONValue?) -> Double? {
    value?.doubleValue.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Likeliest first; equal ones by their text, so that equal replies read equally.
  private static func sorted(
    _ pairs: [(String, Double)]
  ) -> [TokenLogProbability.Alternative] {
    pairs.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .map { TokenLogProbability.Alternative(token: $0.0, logProbability: $0.1) }
  }
}
