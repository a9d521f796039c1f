// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import NIOHTTP1

/// Turns replies that are no answer into failures that say what to do.
struct FaultReader: Sendable {
  var replica: BaseURL
  var model: String
  var secret: Secret?
  /// The calendar's time, which dates in `Retry-After` are measured from.
  var date: @Sendable () -> Date = { Date() }

  /// The failure that a reply with a status outside 200-299 stands for.
  func failure(_ reply: HTTPReply) -> RequestFailure {
    let status = reply.status
    if (300..<400).contains(status) { return redirected(reply) }
    let fault = (try? JSONParser.parse(reply.body)).flatMap(ServerFault.init)
    return failure(status: status, fault: fault, reply: reply)
  }

  /// The failure that an error object stands for, whatever the status of its reply.
  func failure(_ fault: ServerFault, in reply: HTTPReply) -> RequestFailure {
    failure(status: fault.impliedStatus, fault: fault, reply: reply)
  }

  private func failure(status: Int, fault: ServerFault?, reply: HTTPReply) -> RequestFailure {
    let said = said(fault, reply)
    if let fault, let failure = byContent(fault, status: status, said: said) { return failure }
    switch status {
    case 401, 403, 407: return unauthorized(status)
    case 402: return quota(said)
    case 429:
      return RequestFailure(
        .throttled,
        AssayError(
          .rateLimited, "\(replica) asked for patience (\(status))\(said).",
          advice: "Lower the concurrency or the rate, or wait and run the same command again."),
        retryAfter: retryAfter(reply))
    case 404, 405:
      return RequestFailure(
        .wrongAddress,
        AssayError(
          .wrongAddress, "\(replica) has no such operation (\(status))\(said).",
          advice: "Check the address; it usually ends in /v1."))
    case 408, 409, 425, 500...:
      return RequestFailure(
        .serverFailed,
        AssayError(
          .serverFailed, "\(replica) failed with status \(status)\(said).",
          advice: "Look at the server's log; run the same command again to go on."),
        retryAfter: retryAfter(reply))
    default:
      return RequestFailure(
        .refused,
        AssayError(
          .requestRefused, "\(replica) refused the request (\(status))\(said).",
          advice: "Look at the server's log for what it does not take."))
    }
  }

  /// What the server's own words tell more exactly than the status.
  private func byContent(_ fault: ServerFault, status: Int, said: String) -> RequestFailure? {
    if fault.isBudget, [400, 422].contains(status) {
      return RequestFailure(
        .refused,
        AssayError(
          .requestRefused, "\(replica) does not take the output budget\(said).",
          advice: "Lower the output budget (--max-tokens), or serve a longer context."))
    }
    if fault.isOverlong {
      return RequestFailure(
        .overlong,
        AssayError(
          .overlongPrompt, "The prompt does not fit the model's context\(said).",
          advice: "Serve the model with a longer context, or lower the output budget."))
    }
    if fault.isQuota { return quota(said) }
    if fault.isFilter {
      return RequestFailure(
        .withheld, AssayError(.requestRefused, "The provider's filter withheld the answer\(said)."))
    }
    // Whoever has no right to a model is often told that there is none.
    if status != 401, fault.isUnknownModel, (400..<500).contains(status) {
      return RequestFailure(
        .unknownModel,
        AssayError(
          .unknownModel, "\(replica) does not serve the model '\(model)'.",
          advice: "Ask it for its models and name one of them."))
    }
    if fault.isUnsupportedField, [400, 422].contains(status) {
      return RequestFailure(
        .unsupportedField,
        AssayError(
          .requestRefused, "\(replica) does not take a field of the request\(said).",
          advice: "Name the dialect of the server; see the list of dialects."))
    }
    if fault.isInvalidRequest, status >= 400 {
      return RequestFailure(
        .refused,
        AssayError(
          .requestRefused, "\(replica) refused the request (\(status))\(said).",
          advice: "Name the dialect of the server; see the list of dialects."))
    }
    return nil
  }

  private func unauthorized(_ status: Int) -> RequestFailure {
    // The server's own words are left out: servers repeat a part of the key in them.
    let error =
      if let secret {
        AssayError(
          .unauthorized, "\(replica) did not take the key from \(secret.origin) (\(status)).",
          advice: "Set \(secret.origin) to a key that is valid for this server and model.")
      } else {
        AssayError(
          .unauthorized, "\(replica) wants a key and none was given (\(status)).",
          advice: "Set OPENAI_API_KEY.")
      }
    return RequestFailure(.unauthorized, error)
  }

  private func quota(_ said: String) -> RequestFailure {
    RequestFailure(
      .quotaExhausted,
      AssayError(
        .quotaExhausted, "The account at \(replica) has nothing left to spend\(said).",
        advice: "Add credit, then run the same command again to go on."))
  }

  private func redirected(_ reply: HTTPReply) -> RequestFailure {
    let target = reply.headers.first(name: "location").map { location in
      var components = URLComponents(string: location)
      components?.query = nil
      components?.fragment = nil
      components?.user = nil
      components?.password = nil
      return " to \(Self.short(components?.string ?? "another address", 120))"
    }
    return RequestFailure(
      .redirected,
      AssayError(
        .wrongAddress, "\(replica) redirects (\(reply.status))\(target ?? "").",
        advice: "Redirects are not followed, since they would carry the key elsewhere; "
          + "give the final address."))
  }

  private func retryAfter(_ reply: HTTPReply) -> Duration? {
    if let exact = reply.headers.first(name: "retry-after-ms").flatMap(
      RetryAfter.wait(milliseconds:))
    {
      return exact
    }
    return reply.headers.first(name: "retry-after").flatMap { RetryAfter.wait($0, now: date()) }
  }

  /// The server's words in brackets, short, without the key; a page is named by its title.
  private func said(_ fault: ServerFault?, _ reply: HTTPReply) -> String {
    let words =
      if let fault { Self.short(fault.message, 240) } else if let title = reply.pageTitle {
        "a page titled '\(Self.short(title, 80))'"
      } else { "" }
    let clean = secret?.redact(words) ?? words
    return clean.isEmpty ? "" : ": \(clean)"
  }

  /// The first characters of a text, on one line.
  static func short(_ text: String, _ length: Int) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let cut = line.count > length ? line.prefix(length) + "…" : line[...]
    return String(cut.last == "." ? cut.dropLast() : cut)
  }
}
