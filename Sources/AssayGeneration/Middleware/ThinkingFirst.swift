// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Lets a model think freely and holds only what follows to a form.
///
/// Servers that do not know where thinking ends hold a model to the form from its first token on,
/// and so keep it from thinking. Here a request with a form is asked in two parts: without the
/// form up to the mark that ends the thinking, then, with the thinking as the beginning of the
/// answer, with the form. The server must go on with a last message that is the assistant's own.
public struct ThinkingFirst: CompletionService {
  var inner: any CompletionService
  /// The mark that ends the thinking, such as `</think>`.
  var closing: String
  /// The mark that begins the thinking where the model writes it itself; `nil` where the chat
  /// template has written it already.
  var opening: String?

  public init(_ inner: any CompletionService, closing: String, opening: String?) {
    self.inner = inner
    self.closing = closing
    self.opening = opening
  }

  public func complete(_ request: CompletionRequest) async throws -> Completion {
    guard request.schema != nil else { return try await inner.complete(request) }
    var first = request
    first.schema = nil
    first.sampling.stop.append(closing)
    let thinking = try await inner.complete(first)
    // Nothing is left to hold to the form where the budget ended inside the thinking, or where
    // the model did not think and has answered already. Most servers do not say whether a stop
    // text or the model itself ended a text, so the opening mark decides.
    let isOver = thinking.finishReason == .length || thinking.finishReason == .contentFilter
    let isThought = opening.map { thinking.text.contains($0) } ?? true
    guard !isOver, isThought else { return thinking }

    var second = request
    let thought = thinking.text + closing + "\n\n"
    second.messages.append(.assistant(thought))
    let spent = thinking.usage?.completionTokens ?? 0
    second.sampling.maximumTokens = max(1, request.sampling.maximumTokens - spent)
    var answer = try await inner.complete(second)
    answer.text = thought + answer.text
    if let before = thinking.tokens { answer.tokens = before + (answer.tokens ?? []) }
    answer.usage = Self.sum(thinking.usage, answer.usage)
    return answer
  }

  private static func sum(_ left: TokenUsage?, _ right: TokenUsage?) -> TokenUsage? {
    guard let left, let right else { return left ?? right }
    return TokenUsage(
      promptTokens: left.promptTokens + right.promptTokens,
      completionTokens: left.completionTokens + right.completionTokens)
  }
}
