// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayText

/// A request on its way: what it has written so far, and whether it is done.
struct DecodingRow {
  /// The place of the request among all requests.
  let index: Int
  /// The last token, which is the next one to be read.
  private(set) var lastToken: Int
  /// The number of tokens before `lastToken`, the prompt's included: its position.
  private(set) var position: Int
  /// The outcome, once it is done.
  private(set) var outcome: Result<DecodedSequence, AssayError>?

  private let request: DecodingRequest
  private let limit: Int
  private let stopWindow: Int
  private var sampler: TokenSampler
  private var tokens: [Int] = []
  private var logProbabilities: [TokenLogProbability]?

  /// - Parameter limit: The number of tokens that may be written.
  init(index: Int, request: DecodingRequest, limit: Int) {
    self.index = index
    self.request = request
    self.limit = limit
    lastToken = request.prompt.last ?? 0
    position = request.prompt.count - 1
    sampler = TokenSampler(request.sampling, seed: request.seed)
    logProbabilities = request.alternatives.map { _ in [] }
    // Every token has at least one byte, so that this many hold the longest stop text; the
    // margin is for tokens that hold a part of a character.
    stopWindow = (request.sampling.stop.map(\.utf8.count).max() ?? 0) + 8
  }

  /// The number of tokens that may still be written.
  var remaining: Int { limit - tokens.count }

  /// Chooses the next token from the logits after `lastToken`.
  mutating func advance(
    _ logits: UnsafeBufferPointer<Float>, tokenizer: any Tokenizer, stopIDs: Set<Int>
  ) {
    guard let token = sampler.next(logits) else {
      outcome = .failure(
        AssayError(
          .modelFailed, "The model's output is not a number after \(tokens.count) tokens.",
          advice: "The weights are damaged, or training has diverged."))
      return
    }
    note(token, logits, tokenizer)
    if stopIDs.contains(token) {
      finish(.stop, tokenizer, generated: tokens.count + 1)
      return
    }
    tokens.append(token)
    lastToken = token
    position += 1
    if endsWithStopText(tokenizer) {
      finish(.stop, tokenizer, generated: tokens.count)
    } else if tokens.count >= limit {
      finish(.length, tokenizer, generated: tokens.count)
    }
  }

  private mutating func note(
    _ token: Int, _ logits: UnsafeBufferPointer<Float>, _ tokenizer: any Tokenizer
  ) {
    guard let count = request.alternatives else { return }
    let found = LogProbabilities.of(token, in: logits, alternatives: count)
    func name(_ id: Int) -> String {
      tokenizer.decode([id], skippingSpecialTokens: false)
    }
    logProbabilities?.append(
      TokenLogProbability(
        token: name(token), logProbability: found.chosen,
        alternatives: found.alternatives.map { .init(token: name($0.id), logProbability: $0.value) }
      ))
  }

  private func endsWithStopText(_ tokenizer: any Tokenizer) -> Bool {
    guard !request.sampling.stop.isEmpty else { return false }
    let tail = tokenizer.decode(Array(tokens.suffix(stopWindow)))
    return request.sampling.stop.contains { !$0.isEmpty && tail.contains($0) }
  }

  private mutating func finish(
    _ reason: FinishReason, _ tokenizer: any Tokenizer, generated: Int
  ) {
    var text = tokenizer.decode(tokens)
    let ends = request.sampling.stop.compactMap { stop in
      stop.isEmpty ? nil : text.firstRange(of: stop)?.lowerBound
    }
    if let end = ends.min() { text = String(text[..<end]) }
    outcome = .success(
      DecodedSequence(
        tokens: tokens, text: text, finishReason: reason, generatedCount: generated,
        logProbabilities: logProbabilities))
  }
}
