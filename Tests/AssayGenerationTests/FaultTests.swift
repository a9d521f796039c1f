// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayGeneration
import AssayTestSupport
import Foundation
import Testing

/// What a server does, and what must come of it.
struct Fault: Sendable, CustomTestStringConvertible {
  var name: String
  var reply: ServedReply
  var code: AssayError.Code
  /// How often the request is sent.
  var attempts: Int
  /// What the message must hold.
  var words: [String] = []
  /// Whether the fault ends a run in which something was answered before.
  var endsRun = false
  var timeouts = Timeouts()
  var testDescription: String { name }

  static let page = "<!DOCTYPE html><html><head><TITLE>Sign in</TITLE></head></html>"
  static let body = Array(ServedReply.chatBody("Verdict: A").jsonText.utf8)
  /// Times that are kept in real time, so they are short.
  static let patience = Timeouts(firstByte: .seconds(4), total: .seconds(5))

  static let all: [Fault] = [
    Fault(
      name: "429", reply: .error("slow down", status: 429, type: "rate_limit_error"),
      code: .rateLimited, attempts: 6, words: ["slow down", "6 times"]),
    Fault(
      name: "429 for an hour",
      reply: .error("slow", status: 429, type: "x", headers: [("Retry-After", "3600")]),
      code: .rateLimited, attempts: 1),
    Fault(
      name: "429 without a body", reply: .reply(status: 429, headers: [], body: []),
      code: .rateLimited, attempts: 6),
    Fault(
      name: "quota", reply: .error("no money", status: 429, code: "insufficient_quota"),
      code: .quotaExhausted, attempts: 1, endsRun: true),
    Fault(
      name: "500", reply: .error("boom", status: 500, type: "server_error"), code: .serverFailed,
      attempts: 6, words: ["500", "boom"]),
    Fault(
      name: "502 page", reply: .text(page, status: 502, type: "text/html"), code: .serverFailed,
      attempts: 6, words: ["502", "Sign in"]),
    Fault(
      name: "503 of TGI",
      reply: .json(["error": "Model is overloaded", "error_type": "overloaded"], status: 503),
      code: .serverFailed, attempts: 6, words: ["overloaded"]),
    Fault(name: "reset", reply: .reset, code: .serverFailed, attempts: 6),
    Fault(
      name: "reset in the body", reply: .resetInBody(body: body, after: 20), code: .serverFailed,
      attempts: 6, words: ["before its answer was complete"]),
    Fault(
      name: "cut body", reply: .cut(body: body, after: 20), code: .serverFailed, attempts: 6),
    Fault(
      name: "truncated JSON",
      reply: .reply(
        status: 200, headers: [("content-type", "application/json")], body: Array(body.prefix(60))),
      code: .malformedReply, attempts: 6, words: ["ends in the middle, after 60 bytes"]),
    Fault(
      name: "empty body", reply: .reply(status: 200, headers: [], body: []), code: .malformedReply,
      attempts: 6, words: ["is empty"]),
    Fault(
      name: "text", reply: .text("it works!", type: "text/plain"), code: .malformedReply,
      attempts: 6, words: ["is not JSON but text/plain"]),
    Fault(
      name: "page", reply: .text(page, type: "text/html"), code: .malformedReply, attempts: 6,
      words: ["'Sign in'"]),
    Fault(
      name: "200 with an error",
      reply: .error("engine died", status: 200, type: "server_error"), code: .serverFailed,
      attempts: 6, words: ["engine died"]),
    Fault(
      name: "200 with an error text", reply: .json(["error": "engine died"]), code: .serverFailed,
      attempts: 6, words: ["engine died"]),
    Fault(
      name: "200 with a rate limit",
      reply: .json(["error": ["message": "slow down", "code": 429]]), code: .rateLimited,
      attempts: 6),
    Fault(
      name: "200 with a bad request",
      reply: .json(["object": "error", "message": "bad stop", "type": "BadRequestError"]),
      code: .requestRefused, attempts: 1, words: ["bad stop"]),
    Fault(
      name: "empty choices", reply: .json(["choices": []]), code: .malformedReply, attempts: 6,
      words: ["empty list of choices"]),
    Fault(
      name: "no choices", reply: .json(["id": "x"]), code: .malformedReply, attempts: 6),
    Fault(
      name: "choice without message", reply: .json(["choices": [["index": 0]]]),
      code: .malformedReply, attempts: 6),
    Fault(
      name: "choice that failed", reply: .chat("", finish: "error"), code: .serverFailed,
      attempts: 6),
    Fault(
      name: "silence", reply: .silence, code: .timedOut, attempts: 2, timeouts: patience),
    Fault(
      name: "slow-loris", reply: .trickle(body: body, every: .milliseconds(200)), code: .timedOut,
      attempts: 2, timeouts: patience),
    Fault(
      name: "100 MB", reply: .flood(bytes: 100_000_000), code: .limitExceeded, attempts: 1,
      words: ["16777216 bytes"]),
    Fault(
      name: "100 MB announced",
      reply: .cut(body: Array(repeating: 32, count: 100_000_000), after: 10), code: .limitExceeded,
      attempts: 1),
    Fault(
      name: "redirect",
      reply: .reply(
        status: 307, headers: [("location", "https://user:pw@elsewhere.example/v1?key=secret")],
        body: []), code: .wrongAddress, attempts: 1, words: ["https://elsewhere.example/v1"]),
    Fault(
      name: "wrong key",
      reply: .error(
        "Incorrect API key provided: sk-test-1234567890", status: 401, code: "invalid_api_key"),
      code: .unauthorized, attempts: 1, words: ["OPENAI_API_KEY"], endsRun: true),
    Fault(
      name: "key without rights", reply: .error("forbidden", status: 403), code: .unauthorized,
      attempts: 1, words: ["OPENAI_API_KEY"], endsRun: true),
    Fault(
      name: "key repeated in a fault",
      reply: .error("cannot bill sk-test-1234567890 now", status: 400), code: .requestRefused,
      attempts: 1, words: ["cannot bill [key] now"]),
    Fault(
      name: "unknown model of vLLM",
      reply: .error("The model `judge` does not exist.", status: 404, type: "NotFoundError"),
      code: .unknownModel, attempts: 1, words: ["'judge'", "It serves: judge"], endsRun: true),
    Fault(
      name: "unknown model of Ollama",
      reply: .json(["error": "model 'judge' not found, try pulling it first"], status: 404),
      code: .unknownModel, attempts: 1, endsRun: true),
    Fault(
      name: "wrong path", reply: .json(["detail": "Not Found"], status: 404), code: .wrongAddress,
      attempts: 1, words: ["Not Found", "/v1"]),
    Fault(
      name: "unsupported field",
      reply: .error(
        "Unsupported parameter: 'max_tokens' is not supported with this model.", status: 400,
        code: "unsupported_parameter"), code: .requestRefused, attempts: 1, words: ["dialect"]),
    Fault(
      name: "budget beyond vLLM's context",
      reply: .json(
        [
          "error": [
            "message": "max_tokens=9000 cannot be greater than max_model_len=8192.",
            "type": "BadRequestError", "param": "max_tokens", "code": 400,
          ]
        ], status: 400), code: .requestRefused, attempts: 1,
      words: ["max_tokens=9000", "--max-tokens"]),
    Fault(
      name: "wrong value of llama-cpp-python",
      reply: .error(
        "1 validation error:\n  {'type': 'greater_than_equal', 'loc': ('body', 'top_k')}",
        status: 500, type: "internal_server_error"), code: .requestRefused, attempts: 1,
      words: ["top_k", "dialect"]),
    Fault(
      name: "unexpected field of transformers",
      reply: .json(["detail": "Unexpected fields in the request: {'min_p', 'top_k'}"], status: 422),
      code: .requestRefused, attempts: 1, words: ["{'min_p', 'top_k'}", "dialect"]),
    Fault(
      name: "FastAPI's complaint",
      reply: .json(
        ["detail": [["loc": ["body", "seed"], "msg": "must be an integer", "type": "int"]]],
        status: 422), code: .requestRefused, attempts: 1, words: ["body.seed: must be an integer"]),
    Fault(
      name: "Gemini's list",
      reply: .json([["error": ["code": 400, "message": "bad", "status": "INVALID"]]], status: 400),
      code: .requestRefused, attempts: 1, words: ["bad"]),
  ]

  static let overlong: [String: ServedReply] = [
    "OpenAI": .error("This model's maximum…", status: 400, code: "context_length_exceeded"),
    "vLLM": .error(
      "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.",
      status: 400, type: "BadRequestError"),
    "SGLang": .json(
      [
        "object": "error",
        "message": "The input (9000 tokens) is longer than the model's context length (8192).",
      ], status: 400),
    "llama-server": .error(
      "the request exceeds the available context size", status: 400,
      type: "exceed_context_size_error"),
    "TGI": .json(
      [
        "error": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096.",
        "error_type": "validation",
      ], status: 422),
  ]
}

@Suite struct FaultTests {
  /// A model that has answered one question before the fault comes.
  private func model(
    _ server: FaultServer, timeouts: Timeouts = Timeouts()
  ) async throws -> EndpointModel {
    var configuration = try server.configuration
    configuration.key = try Secret("sk-test-1234567890", from: "OPENAI_API_KEY")
    configuration.timeouts = timeouts
    configuration.model = "judge"
    let model = try await Endpoint.model(configuration)
    #expect(try await model.complete(.question("first")).text == "ok")
    return model
  }

  @Test(arguments: Fault.all)
  func lastingFaultsAreNamedAndCostNobodyElse(_ fault: Fault) async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? nil : request.prompt == "faulty" ? fault.reply : .chat("ok")
    }) { server in
      let model = try await model(server, timeouts: fault.timeouts)
      let requests = ["a", "faulty", "b"].map { CompletionRequest.question($0) }
      var error: AssayError?
      do {
        let results = try await model.complete(requests)
        #expect(!fault.endsRun)
        #expect(results.count == 3)
        #expect(results[0].success?.text == "ok")
        #expect(results[2].success?.text == "ok")
        error = results[1].failure
      } catch let thrown as AssayError {
        #expect(fault.endsRun)
        error = thrown
      }
      #expect(error?.code == fault.code)
      let text = error?.description ?? ""
      for words in fault.words { #expect(text.contains(words), "\(text)") }
      for hidden in ["sk-test", "pw@", "key=secret"] { #expect(!text.contains(hidden)) }
      #expect(error?.advice?.isEmpty == false)
      #expect(server.requests.filter { $0.prompt == "faulty" }.count == fault.attempts)
    }
  }

  @Test func passingFaultsPass() async throws {
    for (index, reply) in FaultPlan.passing.enumerated() {
      try await FaultServer.serving({ request in
        request.path == "/v1/models"
          ? nil : request.repetition == 0 && request.prompt != "first" ? reply : .chat("ok")
      }) { server in
        let model = try await model(server)
        let results = try await model.complete([.question("a"), .question("b")])
        #expect(results.map { $0.success?.text } == ["ok", "ok"], "fault \(index)")
        #expect(server.requests.count == 5)
      }
    }
  }

  @Test func manyItemsUnderMixedFaultsAllEnd() async throws {
    let plan = FaultPlan(seed: 7, rate: 0.5)
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? nil : plan.fault(for: request) ?? .chat("to " + request.prompt)
    }) { server in
      let model = try await pooledModel(server)
      let requests = (0..<300).map { CompletionRequest.question("q\($0)") }
      let results = try await model.complete(requests)
      #expect(results.map { $0.success?.text } == (0..<300).map { "to q\($0)" })
      #expect(Set(server.answers.values) == [1])
      #expect(server.requests.count > 400)
    }
  }

  private func pooledModel(_ server: FaultServer) async throws -> EndpointModel {
    var configuration = try server.configuration
    configuration.limits.concurrency = 16
    return try await Endpoint.model(configuration)
  }

  @Test(arguments: Fault.overlong.keys.sorted())
  func overlongPromptsAreTheirItemsOwn(_ server: String) async throws {
    let reply = try #require(Fault.overlong[server])
    try await FaultServer.serving({ $0.path == "/v1/models" ? nil : reply }) { server in
      let model = try await Endpoint.model(server.configuration)
      let results = try await model.complete([.question("long")])
      #expect(results.first?.failure?.code == .overlongPrompt)
      #expect(server.requests.count == 1)
    }
  }

  @Test(arguments: [
    ServedReply.text(Fault.page, type: "text/html"), .json(["detail": "Not Found"], status: 404),
    .reply(status: 301, headers: [("location", "/elsewhere")], body: []),
  ])
  func aWrongAddressEndsARunThatWasNeverAnswered(_ reply: ServedReply) async throws {
    try await FaultServer.serving({ $0.path == "/v1/models" ? nil : reply }) { server in
      let model = try await Endpoint.model(server.configuration)
      await #expect(throws: AssayError.self) { try await model.complete([.question("a")]) }
    }
  }

  @Test func aWrongKeyIsNoticedBeforeAnythingIsAsked() async throws {
    try await FaultServer.serving({ _ in .error("sk-test-1234567890 is bad", status: 401) }) {
      server in
      var configuration = try server.configuration
      configuration.model = "judge"
      let missing = await #expect(throws: AssayError.self) {
        try await Endpoint.model(configuration)
      }
      #expect(missing?.description.contains("wants a key and none was given") == true)
      configuration.key = try Secret("sk-test-1234567890", from: "MY_KEY")
      let wrong = await #expect(throws: AssayError.self) {
        try await Endpoint.model(configuration)
      }
      #expect(wrong?.code == .unauthorized)
      #expect(wrong?.advice?.contains("MY_KEY") == true)
      #expect(wrong?.description.contains("sk-test") == false)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func aServerThatIsNotThereIsNamed() async throws {
    let server = try await FaultServer.start { _ in nil }
    let configuration = try server.configuration
    try await server.stop()
    let error = await #expect(throws: AssayError.self) { try await Endpoint.model(configuration) }
    #expect(error?.code == .endpointUnreachable)
    #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)

    var unknown = configuration
    unknown.replicas = [try BaseURL("http://no-such-host.invalid")]
    let lookup = await #expect(throws: AssayError.self) { try await Endpoint.model(unknown) }
    #expect(lookup?.code == .endpointUnreachable)
  }

  @Test func aFilteredAnswerIsAnAnswer() async throws {
    try await FaultServer.serving({
      $0.path == "/v1/models"
        ? nil : .error("policy", status: 400, code: "content_filter")
    }) { server in
      let completion = try await Endpoint.model(server.configuration).complete(.question("a"))
      #expect(completion == Completion(text: "", finishReason: .contentFilter))
    }
  }

  @Test func retryAfterIsWaitedFor() async throws {
    // The virtual clock stands at 1,700,000,000: Tue, 14 Nov 2023 22:13:20 GMT.
    for (header, least) in [
      ("7", 7.0), ("Tue, 14 Nov 2023 22:13:50 GMT", 30), ("Tuesday, 14-Nov-23 22:13:29 GMT", 9),
    ] {
      try await FaultServer.serving({ request in
        request.path == "/v1/models"
          ? nil
          : request.repetition == 0
            ? .error("slow", status: 429, type: "x", headers: [("retry-after", header)])
            : .chat("ok")
      }) { server in
        var configuration = try server.configuration
        let time = VirtualTime()
        configuration.timekeeper = time
        let model = try await Endpoint.model(configuration)
        #expect(try await model.complete(.question("a")).text == "ok")
        #expect(time.sleeps.count == 1)
        let waited = Double(try #require(time.sleeps.first).components.seconds)
        // The advice, and on top of it at most a second of jitter.
        #expect(waited >= least && waited <= least + 1)
      }
    }
  }
}
