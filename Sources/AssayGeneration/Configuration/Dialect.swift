// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// In which ways servers of the OpenAI protocol differ.
///
/// A field that a server does not know is ignored by some and refused by others, so only what a
/// kind of server knows is sent to it.
public struct Dialect: Sendable, Hashable, Codable {
  /// The name in options and events.
  public var name: String
  /// How an output is held to a form.
  public var structure: Structure
  /// Whether `top_k` and `min_p`, which OpenAI does not know, may be sent.
  public var knowsExtendedSampling: Bool
  /// The `top_k` that keeps every token.
  public var unlimitedTopK: Int
  /// Whether the output budget of a chat is called `max_completion_tokens`.
  public var budgetsCompletion: Bool
  /// Whether `temperature` and `top_p` may be sent; OpenAI's reasoning models refuse them.
  public var knowsTemperature: Bool
  /// How the last message is continued where it is the assistant's own.
  public var continuation: Continuation

  /// How an output is held to a form.
  public enum Structure: String, Sendable, Hashable, Codable {
    /// Not at all.
    case none
    /// `response_format` of type `json_schema`, as OpenAI has it, and nothing but JSON.
    case responseFormat = "response-format"
    /// `response_format` for JSON, vLLM's `structured_outputs` with `choice` or `regex` for text.
    case structuredOutputs = "structured-outputs"
    /// `response_format` for JSON, vLLM's `guided_choice` and `guided_regex` for text, up to its
    /// version 0.11.
    case guided
    /// `response_format` for JSON, SGLang's `regex` for text.
    case regex
    /// `response_format` for JSON, llama.cpp's `grammar` for text.
    case grammar
    /// `response_format` of type `json_object` with the `schema` in it for JSON, `grammar` for
    /// text, as llama-cpp-python has them.
    case objectOrGrammar = "object-or-grammar"
    /// TGI's `response_format` of type `json` or `regex`, with the form as its `value`.
    case responseFormatValue = "response-format-value"

    /// Whether outputs can be held to the form.
    public func holds(_ schema: OutputSchema) -> Bool {
      switch (self, schema) {
      case (.none, _): false
      case (_, .object): true
      case (.responseFormat, _): false
      default: true
      }
    }
  }

  /// How the last message is continued where it is the assistant's own.
  public enum Continuation: String, Sendable, Hashable, Codable {
    /// The server does so by itself, or not at all.
    case implied
    /// With `continue_final_message`, as vLLM and SGLang have it.
    case flagged
  }

  public init(
    name: String, structure: Structure = .responseFormat, knowsExtendedSampling: Bool = true,
    unlimitedTopK: Int = -1, budgetsCompletion: Bool = false, knowsTemperature: Bool = true,
    continuation: Continuation = .implied
  ) {
    self.name = name
    self.structure = structure
    self.knowsExtendedSampling = knowsExtendedSampling
    self.unlimitedTopK = unlimitedTopK
    self.budgetsCompletion = budgetsCompletion
    self.knowsTemperature = knowsTemperature
    self.continuation = continuation
  }
}

extension Dialect {
  /// OpenAI's own servers.
  public static let openAI = Dialect(
    name: "openai", knowsExtendedSampling: false, budgetsCompletion: true)
  /// OpenAI's reasoning models, which choose their sampling themselves.
  public static let openAIReasoning = Dialect(
    name: "openai-reasoning", knowsExtendedSampling: false, budgetsCompletion: true,
    knowsTemperature: false)
  /// vLLM.
  public static let vLLM = Dialect(
    name: "vllm", structure: .structuredOutputs, continuation: .flagged)
  /// vLLM up to 0.11, which calls structured outputs guided decoding.
  public static let vLLMGuided = Dialect(
    name: "vllm-guided", structure: .guided, continuation: .flagged)
  /// SGLang.
  public static let sgLang = Dialect(name: "sglang", structure: .regex, continuation: .flagged)
  /// llama.cpp's server.
  public static let llamaServer = Dialect(name: "llama-server", structure: .grammar)
  /// The server of llama-cpp-python, which refuses a `top_k` below 0.
  public static let llamaCppPython = Dialect(
    name: "llama-cpp-python", structure: .objectOrGrammar, unlimitedTopK: 0)
  /// Ollama, which ignores what it does not know.
  public static let ollama = Dialect(name: "ollama", knowsExtendedSampling: false)
  /// Text Generation Inference.
  public static let tgi = Dialect(
    name: "tgi", structure: .responseFormatValue, knowsExtendedSampling: false)
  /// Any other server: nothing is sent that OpenAI's first protocol does not have.
  public static let generic = Dialect(
    name: "generic", structure: .none, knowsExtendedSampling: false)

  /// Every named dialect, for options and their messages.
  public static let all = [
    openAI, openAIReasoning, vLLM, vLLMGuided, sgLang, llamaServer, llamaCppPython, ollama, tgi,
    generic,
  ]

  /// The dialect with the name.
  public static func named(_ name: String) -> Dialect? { all.first { $0.name == name } }
}
