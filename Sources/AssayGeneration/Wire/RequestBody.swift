// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Writes requests as the OpenAI protocol has them.
struct RequestBody: Sendable {
  var model: String
  var api: EndpointConfiguration.API
  var dialect: Dialect
  var extraFields: [String: JSONValue]

  /// The path of the operation under the base address.
  var operation: String {
    switch api {
    case .chat: "chat/completions"
    case .text: "completions"
    }
  }

  /// The bytes of one request.
  ///
  /// - Throws: What the closure of the text API throws, and `invalidArgument` for a form that the
  ///   dialect does not have.
  func bytes(for request: CompletionRequest) throws -> [UInt8] {
    var object = JSONObjectWriter()
    object.add("model", .string(model))
    switch api {
    case .chat: addMessages(request, to: &object)
    case .text(let render): object.add("prompt", .string(try render(request.messages)))
    }
    addSampling(request, to: &object)
    try addStructure(request, to: &object)
    for (name, value) in extraFields.sorted(by: { $0.key < $1.key }) { object.add(name, value) }
    return object.finish()
  }

  private func addMessages(_ request: CompletionRequest, to object: inout JSONObjectWriter) {
    object.add(
      "messages",
      .array(
        request.messages.map {
          ["role": .string($0.role.rawValue), "content": .string($0.content)]
        }
      ))
    if request.messages.last?.role == .assistant, dialect.continuation == .flagged {
      object.add("add_generation_prompt", false)
      object.add("continue_final_message", true)
    }
  }

  private func addSampling(_ request: CompletionRequest, to object: inout JSONObjectWriter) {
    let sampling = request.sampling
    if dialect.knowsTemperature {
      object.add("temperature", .number(sampling.temperature))
      object.add("top_p", .number(sampling.topP))
    }
    if dialect.knowsExtendedSampling {
      // Sent even where they keep everything: servers have defaults of the model's own.
      object.add("top_k", .integer(sampling.topK > 0 ? sampling.topK : dialect.unlimitedTopK))
      object.add("min_p", .number(sampling.minP))
    }
    var isChat = true
    if case .text = api { isChat = false }
    object.add(
      isChat && dialect.budgetsCompletion ? "max_completion_tokens" : "max_tokens",
      .integer(sampling.maximumTokens))
    if !sampling.stop.isEmpty { object.add("stop", .array(sampling.stop.map { .string($0) })) }
    // 31 bits are what every server's integer holds.
    object.add("seed", .integer(Int(request.seed & 0x7FFF_FFFF)))
    if request.logProbabilities > 0 {
      if isChat {
        object.add("logprobs", true)
        object.add("top_logprobs", .integer(request.logProbabilities))
      } else {
        object.add("logprobs", .integer(request.logProbabilities))
      }
    }
  }

  /// - Throws: `invalidArgument` for a form that the dialect has no words for: an answer that only
  ///   seems to be held to a form would be worse than none.
  private func addStructure(
    _ request: CompletionRequest, to object: inout JSONObjectWriter
  ) throws {
    guard let schema = request.schema else { return }
    if case .object(let name, _) = schema, dialect.structure != .none {
      object.add("response_format", raw: objectFormat(name, schema.jsonSchema))
      return
    }
    let choices = schema.choices.map { JSONValue.array($0.map { .string($0) }).jsonText }
    let pattern = JSONValue.string(schema.regularExpression ?? "").jsonText
    switch (dialect.structure, choices) {
    case (.structuredOutputs, let choices?):
      object.add("structured_outputs", raw: #"{"choice":\#(choices)}"#)
    case (.structuredOutputs, nil):
      object.add("structured_outputs", raw: #"{"regex":\#(pattern)}"#)
    case (.guided, let choices?): object.add("guided_choice", raw: choices)
    case (.guided, nil): object.add("guided_regex", raw: pattern)
    case (.regex, _): object.add("regex", raw: pattern)
    case (.grammar, _), (.objectOrGrammar, _):
      object.add("grammar", .string(schema.grammar ?? ""))
    case (.responseFormatValue, _):
      object.add("response_format", raw: #"{"type":"regex","value":\#(pattern)}"#)
    case (.none, _), (.responseFormat, _):
      throw AssayError(
        .invalidArgument,
        "The dialect '\(dialect.name)' cannot hold an answer to the form that is asked for.",
        advice: "Ask for a form that it knows (Dialect.Structure.holds), or for none.")
    }
  }

  private func objectFormat(_ name: String, _ schema: String) -> String {
    switch dialect.structure {
    case .responseFormatValue: #"{"type":"json","value":\#(schema)}"#
    case .objectOrGrammar: #"{"type":"json_object","schema":\#(schema)}"#
    default:
      #"{"type":"json_schema","json_schema":{"name":\#(JSONValue.string(name).jsonText),"#
        + #""strict":true,"schema":\#(schema)}}"#
    }
  }
}

/// Writes one JSON object field by field, in the order of the calls.
struct JSONObjectWriter {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  mutating func add(_ name: String, _ value: JSONValue) {
    begin(name)
    value.appendJSON(to: &bytes)
  }

  /// Adds a value that is JSON text already.
  mutating func add(_ name: String, raw: String) {
    begin(name)
    bytes.append(contentsOf: raw.utf8)
  }

  private mutating func begin(_ name: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    JSONValue.string(name).appendJSON(to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  func finish() -> [UInt8] { bytes + [UInt8(ascii: "}")] }
}
