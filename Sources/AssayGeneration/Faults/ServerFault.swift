// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// What a server says of a failure, in whichever of the common forms.
///
/// `{"error": {"message", "type", "code", "param"}}` (OpenAI, vLLM, llama-server), `{"error":
/// "text"}` (Ollama, TGI with `error_type`), `{"object": "error", "message"}` (older vLLM, SGLang),
/// `{"detail": …}` (FastAPI) and a list of one of them.
struct ServerFault: Sendable, Hashable {
  var message: String
  /// `code` and `type`, in lower case, for comparison.
  var codes: Set<String>
  /// A code that is an HTTP status.
  var status: Int?
  /// The field of the request that it is about.
  var field: String?

  /// Finds the fault in a reply, or `nil` where the reply holds none.
  init?(_ reply: JSONValue) {
    let reply = reply[0] ?? reply
    guard let members = reply.objectValue else { return nil }
    var message: String?
    var body = members
    if let error = members["error"], !error.isNull {
      if let inner = error.objectValue { body = inner } else { message = error.stringValue ?? "" }
    } else if members["object"]?.stringValue != "error", members["detail"] == nil {
      return nil
    }
    message =
      message ?? body["message"]?.stringValue ?? Self.detail(members["detail"])
      ?? body["detail"]?.stringValue ?? ""
    self.message = message ?? ""
    var codes: Set<String> = []
    for key in ["code", "type", "error_type", "status"] {
      if let text = (body[key] ?? members[key])?.stringValue { codes.insert(text.lowercased()) }
      if let number = (body[key] ?? members[key])?.integerValue, (400..<600).contains(number) {
        status = number
      }
    }
    self.codes = codes
    field = body["param"]?.stringValue
  }

  /// FastAPI's detail: a text, or a list of complaints.
  private static func detail(_ value: JSONValue?) -> String? {
    if let text = value?.stringValue { return text }
    guard let complaint = value?[0] else { return nil }
    let place = complaint["loc"]?.arrayValue?.compactMap(\.stringValue).joined(separator: ".")
    return [place, complaint["msg"]?.stringValue].compactMap { $0 }.joined(separator: ": ")
  }
}

extension ServerFault {
  private static let overlongCodes: Set<String> = [
    "context_length_exceeded", "exceed_context_size_error", "string_above_max_length",
  ]
  private static let overlongPhrases = [
    "maximum context length", "context length", "context size", "context window",
    "prompt is too long", "input is too long", "max_new_tokens` must be <=",
    "longer than the maximum model length", "max_model_len",
  ]
  private static let quotaCodes: Set<String> = [
    "insufficient_quota", "billing_hard_limit_reached", "billing_not_active",
    "insufficient_balance", "insufficient_credits",
  ]
  private static let filterCodes: Set<String> = [
    "content_filter", "content_policy_violation", "responsibleaipolicyviolation",
  ]
  private static let fieldPhrases = [
    "unsupported parameter", "unsupported value", "unrecognized request argument",
    "extra inputs are not permitted", "unknown parameter", "extra fields not permitted",
    "unknown field", "unexpected field",
  ]

  private func says(_ phrases: [String]) -> Bool {
    let text = message.lowercased()
    return phrases.contains { text.contains($0) }
  }

  /// Whether the prompt was too long for the model's context.
  var isOverlong: Bool { !codes.isDisjoint(with: Self.overlongCodes) || says(Self.overlongPhrases) }
  /// Whether the account has nothing left to spend.
  var isQuota: Bool { !codes.isDisjoint(with: Self.quotaCodes) }
  /// Whether the provider's filter stepped in.
  var isFilter: Bool { !codes.isDisjoint(with: Self.filterCodes) }

  /// Whether the model is not served.
  var isUnknownModel: Bool {
    if !codes.isDisjoint(with: ["model_not_found", "modelnotfound"]) { return true }
    let text = message.lowercased()
    return text.contains("model")
      && ["does not exist", "not found", "invalid model", "no such model"].contains {
        text.contains($0)
      }
  }

  /// Whether a field of the request is not known.
  var isUnsupportedField: Bool {
    !codes.isDisjoint(with: ["unsupported_parameter", "unsupported_value", "extra_forbidden"])
      || says(Self.fieldPhrases)
  }

  /// Whether the request itself has a wrong value, whatever the status says: llama-cpp-python
  /// reports those as failures of its own.
  var isInvalidRequest: Bool { says(["validation error:", "validation errors:"]) }

  /// Whether the output budget alone is larger than the model's context.
  var isBudget: Bool {
    guard let field else { return false }
    return ["max_tokens", "max_completion_tokens", "max_new_tokens"].contains(field)
  }

  /// The status that a fault inside a successful reply amounts to.
  var impliedStatus: Int {
    if let status { return status }
    let text = codes.sorted().joined(separator: " ")
    if text.contains("rate_limit") || text.contains("overloaded") { return 429 }
    if text.contains("auth") || text.contains("api_key") || text.contains("permission") {
      return 401
    }
    if text.contains("not_found") || text.contains("notfound") { return 404 }
    if text.contains("invalid") || text.contains("badrequest") { return 400 }
    return 500
  }
}
