// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The models that a server offers, and what they tell of it.
struct ModelList: Sendable, Hashable {
  var names: [String]
  /// Who the server says owns its models; kinds of servers can be told apart by it.
  var owners: Set<String>

  init(_ value: JSONValue) {
    let entries = (value["data"] ?? value["models"])?.arrayValue ?? value.arrayValue ?? []
    names = entries.compactMap { ($0["id"] ?? $0["name"])?.stringValue }
    owners = Set(entries.compactMap { $0["owned_by"]?.stringValue?.lowercased() })
  }

  /// The dialect of the server, as far as its models tell it.
  func dialect(for model: String, at replica: BaseURL) -> Dialect {
    if owners.contains("vllm") { return .vLLM }
    if owners.contains("sglang") { return .sgLang }
    if owners.contains("llamacpp") { return .llamaServer }
    if owners.contains("library") { return .ollama }
    if owners == ["me"] { return .llamaCppPython }
    let isOpenAI =
      replica.description.hasPrefix("https://api.openai.com/")
      || !owners.isDisjoint(with: ["openai", "openai-internal", "system"])
    guard isOpenAI else { return .generic }
    return Self.thinks(model) ? .openAIReasoning : .openAI
  }

  /// Whether the name is one of OpenAI's reasoning models (o1, o3, o4-mini, gpt-5 and on).
  private static func thinks(_ model: String) -> Bool {
    let name = model.lowercased()
    if name.hasPrefix("gpt-"), let digit = name.dropFirst(4).first?.wholeNumberValue {
      return digit >= 5
    }
    return name.hasPrefix("o") && name.dropFirst().first?.isNumber == true
  }
}
