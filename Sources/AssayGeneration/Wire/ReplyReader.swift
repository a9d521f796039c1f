// SPDX-License-Identifier: Apache-2.0
import AssayCore
import NIOHTTP1

/// Reads replies of the OpenAI protocol, strictly in what a verdict rests on, freely in the rest.
struct ReplyReader: Sendable {
  var faults: FaultReader

  /// The completion in a reply to either operation.
  ///
  /// - Throws: `RequestFailure` for every reply without one.
  func completion(_ reply: HTTPReply) throws(RequestFailure) -> Completion {
    let value = try json(reply)
    guard let choices = value["choices"]?.arrayValue else {
      throw malformed("has no choices")
    }
    guard let choice = choices.first else { throw malformed("has an empty list of choices") }
    if let fault = ServerFault(choice) { throw faults.failure(fault, in: reply) }
    let ending = choice["finish_reason"]?.stringValue ?? ""
    guard !["error", "abort"].contains(ending) else {
      throw RequestFailure(
        .serverFailed,
        AssayError(
          .serverFailed, "\(faults.replica) gave up in the middle of an answer.",
          advice: "Look at the server's log; run the same command again to go on."))
    }
    var completion = Completion(text: "", finishReason: Self.finishReason(ending))
    completion.usage = Self.usage(value["usage"])
    if let message = choice["message"], message.objectValue != nil {
      try read(message, into: &completion)
      completion.tokens = Self.chatTokens(choice["logprobs"])
    } else if let text = choice["text"]?.stringValue {
      completion.text = text
      completion.tokens = Self.textTokens(choice["logprobs"])
    } else {
      throw malformed("has a choice without a message")
    }
    return completion
  }

  /// The JSON object of a successful reply.
  ///
  /// - Throws: `RequestFailure` for another status, a page, broken JSON or an error object.
  func json(_ reply: HTTPReply) throws(RequestFailure) -> JSONValue {
    guard (200..<300).contains(reply.status) else { throw faults.failure(reply) }
    if let title = reply.pageTitle {
      throw RequestFailure(
        .page,
        AssayError(
          .malformedReply,
          "\(faults.replica) answered with a page for people"
            + (title.isEmpty ? "." : " ('\(FaultReader.short(title, 80))')."),
          advice: "Check the address, and whether a proxy or a login stands before the server."))
    }
    let value: JSONValue
    do {
      value = try JSONParser.parse(reply.body)
    } catch {
      let kind = reply.headers.first(name: "content-type").map { FaultReader.short($0, 60) }
      throw malformed(
        reply.body.isEmpty
          ? "is empty"
          : error.reachedEnd
            ? "ends in the middle, after \(reply.body.count) bytes"
            : "is not JSON but \(kind ?? "something else")")
    }
    if let fault = ServerFault(value) { throw faults.failure(fault, in: reply) }
    return value
  }

  func malformed(_ what: String) -> RequestFailure {
    RequestFailure(
      .malformed,
      AssayError(
        .malformedReply, "The answer of \(faults.replica) \(what).",
        advice: "Look at the server's log, and whether a proxy cuts or changes answers."))
  }

  private func read(_ message: JSONValue, into completion: inout Completion) throws(RequestFailure)
  {
    let reasoning =
      message["reasoning_content"]?.stringValue ?? message["reasoning"]?.stringValue
    var thinking = reasoning ?? ""
    switch message["content"] {
    case .string(let text): completion.text = text
    case .array(let parts):
      for part in parts {
        if let text = part["text"]?.stringValue { completion.text += text }
        for thought in part["thinking"]?.arrayValue ?? [] {
          thinking += thought["text"]?.stringValue ?? ""
        }
      }
    case .null, nil: break
    default: throw malformed("has content that is no text")
    }
    if let refusal = message["refusal"]?.stringValue, completion.text.isEmpty {
      completion.text = refusal
      completion.finishReason = .contentFilter
    }
    if !thinking.isEmpty { completion.reasoning = thinking }
  }

  private static func finishReason(_ text: String) -> FinishReason {
    switch text {
    case "stop", "eos_token", "stop_sequence", "end_turn", "tool_calls", "function_call": .stop
    case "length", "max_tokens": .length
    case "content_filter": .contentFilter
    default: .unknown
    }
  }

  private static func usage(_ value: JSONValue?) -> TokenUsage? {
    guard let prompt = value?["prompt_tokens"]?.integerValue, prompt >= 0 else { return nil }
    let completion = value?["completion_tokens"]?.integerValue ?? 0
    return TokenUsage(promptTokens: prompt, completionTokens: max(0, completion))
  }
}
