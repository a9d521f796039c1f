// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import NIOHTTP1

extension HubFailure {
  /// What was asked for, to say what there is none of.
  struct Subject {
    var repository: HubRepository
    var revision: String
    var path: String?
    /// The page on which terms are accepted.
    var page: String
    /// Where the token came from; `nil` where none was sent.
    var tokenOrigin: String?
  }

  /// Reads an answer that is neither the thing itself nor a redirect.
  init(status: Int, headers: HTTPHeaders, of subject: Subject, origin: String, now: Date) {
    let code = headers.first(name: "x-error-code")
    let wait = headers.first(name: "retry-after").flatMap { RetryAfter.wait($0, now: now) }
    switch status {
    case 401, 403: self.init(Self.refusal(status, code, subject))
    case 404, 410: self.init(Self.absence(code, subject))
    case 429:
      self.init(
        AssayError(
          .rateLimited, "\(origin) asks for patience (429).",
          advice: subject.tokenOrigin == nil
            ? "Wait a while, or set HF_TOKEN: the hub allows more to those it knows."
            : "Wait a while and run the same command again; what has come is kept."),
        isTransient: true, retryAfter: wait)
    case 408, 500...599:
      self.init(
        AssayError(
          .serverFailed, "\(origin) failed with status \(status).",
          advice: "Wait a while and run the same command again; what has come is kept."),
        isTransient: true, retryAfter: wait)
    default:
      self.init(
        AssayError(
          .requestRefused, "\(origin) refused \(subject.name) with status \(status).",
          advice: "Check that HF_ENDPOINT leads to a Hugging Face hub."))
    }
  }

  private static func refusal(_ status: Int, _ code: String?, _ subject: Subject) -> AssayError {
    if code == "GatedRepo" {
      return AssayError(
        .unauthorized, "\(subject.repository) is gated: its terms have to be accepted first.",
        advice: "Accept them at \(subject.page), then "
          + (subject.tokenOrigin.map { "check that \($0) is a token of the same account." }
            ?? "set HF_TOKEN to a token of the same account."))
    }
    guard let origin = subject.tokenOrigin else {
      return AssayError(
        .unauthorized,
        "The hub shows \(subject.repository) to nobody without a token: it is private or gated, or "
          + "there is none of that name.",
        advice: "Check the name, and set HF_TOKEN.")
    }
    return AssayError(
      .unauthorized,
      status == 401
        ? "The hub did not take the token in \(origin)."
        : "The token in \(origin) may not read \(subject.repository).",
      advice: status == 401
        ? "Set HF_TOKEN to a valid token, or unset it for public repositories."
        : "Ask for access at \(subject.page), or set HF_TOKEN to a token that may read it.")
  }

  private static func absence(_ code: String?, _ subject: Subject) -> AssayError {
    switch code {
    case "RevisionNotFound":
      AssayError(
        .notOnHub, "\(subject.repository) has no revision '\(subject.revision)'.",
        advice: "Name a branch, a tag or a commit that \(subject.page) lists.")
    case "EntryNotFound" where subject.path != nil:
      AssayError(
        .notOnHub, "\(subject.name) is not there.",
        advice: "Look at the files that \(subject.page) lists.")
    default:
      AssayError(
        .notOnHub, "There is no \(subject.name) on the hub.",
        advice: "Check the name"
          + (subject.tokenOrigin == nil ? "; a private one needs HF_TOKEN." : "."))
    }
  }
}

extension HubFailure.Subject {
  /// The repository or its file, in words.
  var name: String { path.map { "'\($0)' of \(repository)" } ?? "\(repository)" }
}
