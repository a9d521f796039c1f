// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Synchronization

/// A style whose prompt is the responses, and whose completion is the number of the better one.
struct NumberStyle: PromptStyle {
  let name = "number"

  func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    if example.input == "unrenderable" {
      throw AssayError(.invalidExample, "This example cannot be shown.")
    }
    return [.user(example.input + "\n" + example.responses.joined(separator: "\n"))]
  }

  func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    "\(judgment)"
  }

  func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    switch completion.text {
    case "1": .judged(.preference(.first))
    case "2": .judged(.preference(.second))
    case "true": .judged(.boolean(true))
    case "false": .judged(.boolean(false))
    default: .unscored(completion.finishReason == .length ? .truncated : .unparsed)
    }
  }
}

/// A model that answers by a rule and remembers what it was asked.
final class RuleModel: ChatModel {
  let identity = ModelIdentity(name: "rule", fingerprint: "0")
  private let asked = Mutex<[[CompletionRequest]]>([])
  private let rule: @Sendable (CompletionRequest) -> Result<Completion, AssayError>

  init(_ rule: @escaping @Sendable (CompletionRequest) -> Result<Completion, AssayError>) {
    self.rule = rule
  }

  convenience init(always text: String) {
    self.init { _ in .success(Completion(text: text)) }
  }

  /// The batches of requests so far.
  var batches: [[CompletionRequest]] { asked.withLock { $0 } }
  /// All requests so far.
  var requests: [CompletionRequest] { batches.flatMap { $0 } }

  func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    asked.withLock { $0.append(requests) }
    // Later batches finish first, so that a judge that does not restore the order is found out.
    let number = requests.first.flatMap { Int($0.key.example.dropFirst(3)) } ?? 0
    try await Task.sleep(for: .microseconds(max(0, 2_000 - 20 * number)))
    return requests.map(rule)
  }
}

/// Examples `ex-0`, `ex-1`, …: pairs whose first response is the better one.
func pairs(_ count: Int) -> [Example] {
  (0..<count).map { index in
    Example(
      id: "ex-\(index)", format: .pairwise(ties: false), input: "question \(index)",
      responses: ["good", "bad"], gold: .preference(.first), source: "test", domain: "d",
      group: "g\(index / 2)")
  }
}

/// One example that is not a pair.
func statement(_ id: String = "s") -> Example {
  Example(
    id: id, format: .verification(reference: false), input: "q", responses: ["r"],
    gold: .boolean(true), source: "test", group: "g")
}
