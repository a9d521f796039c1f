// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

@testable import AssayGeneration

@Suite struct RequestBodyTests {
  private func json(
    _ request: CompletionRequest, _ dialect: Dialect,
    api: EndpointConfiguration.API = .chat
  ) throws -> JSONValue {
    let body = RequestBody(model: "m", api: api, dialect: dialect, extraFields: [:])
    return try JSONParser.parse(body.bytes(for: request))
  }

  private var request: CompletionRequest {
    CompletionRequest(
      key: .init(example: "e"), messages: [.system("s"), .user("u")],
      sampling: SamplingParameters(temperature: 0.5, maximumTokens: 9, stop: ["X"]),
      seed: 0xFFFF_FFFF_8000_0001, logProbabilities: 5)
  }

  @Test func writesWhatTheProtocolHas() throws {
    let json = try json(request, .vLLM)
    #expect(
      json == [
        "model": "m",
        "messages": [["role": "system", "content": "s"], ["role": "user", "content": "u"]],
        "temperature": 0.5, "top_p": 1.0, "top_k": -1, "min_p": 0.0, "max_tokens": 9,
        "stop": ["X"], "seed": 1, "logprobs": true, "top_logprobs": 5,
      ])
  }

  @Test func sendsEachServerOnlyWhatItKnows() throws {
    let openAI = try json(request, .openAI)
    #expect(openAI["max_completion_tokens"] == 9)
    #expect(openAI["max_tokens"] == nil)
    #expect(openAI["top_k"] == nil)
    #expect(openAI["temperature"] == 0.5)
    #expect(try json(request, .llamaCppPython)["top_k"] == 0)
    let reasoning = try json(request, .openAIReasoning)
    #expect(reasoning["temperature"] == nil)
    #expect(reasoning["top_p"] == nil)
    let text = try json(request, .openAI, api: .text { _ in "p" })
    #expect(text["max_tokens"] == 9)
    #expect(text["prompt"] == "p")
    #expect(text["logprobs"] == 5)
  }

  @Test func goesOnWithTheAssistantsOwnMessage() throws {
    var request = request
    request.messages.append(.assistant("<think>x</think>"))
    #expect(try json(request, .vLLM)["continue_final_message"] == true)
    #expect(try json(request, .vLLM)["add_generation_prompt"] == false)
    #expect(try json(request, .llamaServer)["continue_final_message"] == nil)
    #expect(try json(self.request, .vLLM)["continue_final_message"] == nil)
  }

  @Test func holdsToAFormAsEachServerHasIt() throws {
    let object = OutputSchema.object(name: "v", fields: [.init("b", .boolean)])
    let schema: JSONValue = [
      "type": "object", "properties": ["b": ["type": "boolean"]], "required": ["b"],
      "additionalProperties": false,
    ]
    let format: JSONValue = [
      "type": "json_schema",
      "json_schema": ["name": "v", "strict": true, "schema": schema],
    ]
    func form(_ dialect: Dialect, _ form: OutputSchema) throws -> [String: JSONValue] {
      var request = request
      request.schema = form
      let names = [
        "response_format", "structured_outputs", "guided_choice", "guided_regex", "regex",
        "grammar",
      ]
      return try json(request, dialect).objectValue?.filter { names.contains($0.key) } ?? [:]
    }
    for dialect in [Dialect.openAI, .vLLM, .vLLMGuided, .sgLang, .llamaServer, .ollama] {
      #expect(try form(dialect, object) == ["response_format": format], "\(dialect.name)")
    }
    #expect(
      try form(.tgi, object) == ["response_format": ["type": "json", "value": schema]])
    #expect(
      try form(.llamaCppPython, object)
        == ["response_format": ["type": "json_object", "schema": schema]])

    let choice = OutputSchema.choice(["A", "B"])
    let text = OutputSchema.text([
      .free(without: "", lines: false), .literal("\n"), .oneOf(["A", "B"]),
    ])
    let pattern: JSONValue = #"[^\n\r]+\n(A|B)"#
    let grammar: JSONValue = #"root ::= [^\n\r]+ "\n" ("A"|"B")"#
    let choiceGrammar: JSONValue = #"root ::= ("A"|"B")"#
    #expect(try form(.vLLM, choice) == ["structured_outputs": ["choice": ["A", "B"]]])
    #expect(try form(.vLLM, text) == ["structured_outputs": ["regex": pattern]])
    #expect(try form(.vLLMGuided, choice) == ["guided_choice": ["A", "B"]])
    #expect(try form(.vLLMGuided, text) == ["guided_regex": pattern])
    #expect(try form(.sgLang, choice) == ["regex": "(A|B)"])
    #expect(try form(.sgLang, text) == ["regex": pattern])
    for dialect in [Dialect.llamaServer, .llamaCppPython] {
      #expect(try form(dialect, choice) == ["grammar": choiceGrammar])
      #expect(try form(dialect, text) == ["grammar": grammar])
    }
    #expect(
      try form(.tgi, choice) == ["response_format": ["type": "regex", "value": "(A|B)"]])
    // What a server cannot be asked for is an error, and never left out in silence.
    for (dialect, schema) in [
      (Dialect.generic, object), (.generic, choice), (.openAI, choice), (.ollama, text),
    ] {
      #expect(!dialect.structure.holds(schema))
      #expect(throws: AssayError.self) { try form(dialect, schema) }
    }
  }

  @Test func keepsTheOrderOfFields() {
    let schema = OutputSchema.object(
      name: "v",
      fields: [
        .init("why", .text, meaning: "The reasons."), .init("a", .choice(["x", "\"y\""])),
        .init("all", .fields([.init("n", .integer(lowest: -1, highest: 1))])),
        .init("order", .list(.integer(lowest: 1, highest: 1000), count: 2)),
      ])
    #expect(
      schema.jsonSchema
        == #"{"type":"object","properties":{"why":{"type":"string","description":"The reasons."},"#
        + #""a":{"type":"string","enum":["x","\"y\""]},"all":{"type":"object","properties":"#
        + #"{"n":{"type":"integer","enum":[-1,0,1]}},"required":["n"],"#
        + #""additionalProperties":false},"order":{"type":"array","items":{"type":"integer","#
        + #""minimum":1,"maximum":1000},"minItems":2,"maxItems":2}},"#
        + #""required":["why","a","all","order"],"additionalProperties":false}"#)
  }

  @Test(arguments: [
    ("vllm", "x", "vllm"), ("sglang", "x", "sglang"), ("llamacpp", "x", "llama-server"),
    ("me", "x", "llama-cpp-python"),
    ("library", "x", "ollama"), ("system", "gpt-4o-mini", "openai"),
    ("openai", "o3-mini", "openai-reasoning"), ("openai", "gpt-5.1", "openai-reasoning"),
    ("openai", "omni-moderation", "openai"), ("someone", "gpt-4o", "generic"),
  ])
  func dialectsAreFoundOut(_ owner: String, _ model: String, _ dialect: String) throws {
    let list = ModelList(["data": [["id": .string(model), "owned_by": .string(owner)]]])
    let replica = try BaseURL("http://localhost:1")
    #expect(list.dialect(for: model, at: replica).name == dialect)
    #expect(Dialect.named(dialect)?.name == dialect)
  }
}
