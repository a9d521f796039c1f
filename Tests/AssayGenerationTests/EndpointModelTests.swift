// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayGeneration
import Foundation
import Testing

@Suite struct EndpointModelTests {
  @Test func asksAndReads() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? nil : .chat("Verdict: A", reasoning: ("reasoning", "hm"))
    }) { server in
      let model = try await Endpoint.model(server.configuration)
      let completion = try await model.complete(.question("Who?"))
      #expect(
        completion
          == Completion(
            text: "Verdict: A", reasoning: "hm",
            usage: TokenUsage(promptTokens: 10, completionTokens: 5)))
      #expect(model.identity.name == "judge")
      #expect(model.dialect == .vLLM)
      #expect(model.spending.answered == 1)
    }
  }

  @Test func answersInTheOrderOfTheRequestsWithinTheConcurrency() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models"
        ? nil : .delayed(.milliseconds(request.number % 3), .chat("to " + request.prompt))
    }) { server in
      var configuration = try server.configuration
      configuration.limits.concurrency = 4
      let model = try await Endpoint.model(configuration)
      let requests = (0..<100).map { CompletionRequest.question("q\($0)") }
      let answers = try await model.complete(requests)
      #expect(answers.map { $0.success?.text } == (0..<100).map { "to q\($0)" })
      #expect(server.peak <= 4)
      #expect(server.peak > 1)
      #expect(server.requests.count == 100)
    }
  }

  @Test func sendsTheKeyAndNamesNoModelWhereThereIsOne() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? .models(["only-one"]) : .chat("ok")
    }) { server in
      var configuration = try server.configuration
      configuration.key = try Secret(" sk-test-1234567890\n", from: "OPENAI_API_KEY")
      configuration.extraHeaders = [.init("x-team", "judges")]
      configuration.extraFields = ["chat_template_kwargs": ["enable_thinking": false]]
      let model = try await Endpoint.model(configuration)
      _ = try await model.complete(.question("q"))
      let request = try #require(server.requests.first)
      #expect(request.headers["authorization"] == "Bearer sk-test-1234567890")
      #expect(request.headers["x-team"] == "judges")
      #expect(request.json["model"] == "only-one")
      #expect(request.json["chat_template_kwargs"]?["enable_thinking"] == false)
    }
  }

  @Test func asksForANameWhereThereAreSeveral() async throws {
    try await FaultServer.serving({ _ in .models(["b", "a"]) }) { server in
      let error = await #expect(throws: AssayError.self) {
        try await Endpoint.model(server.configuration)
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.advice == "Name one of: a, b.")
      let names = try await Endpoint.models(server.configuration)
      #expect(names == ["b", "a"])
    }
  }

  @Test func takesAServerWithoutAListOfModels() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? .error("no", status: 404) : .chat("ok")
    }) { server in
      var configuration = try server.configuration
      configuration.model = "judge"
      let model = try await Endpoint.model(configuration)
      #expect(model.dialect == .generic)
      #expect(try await model.complete(.question("q")).text == "ok")
    }
  }

  @Test func asksTheTextOperationWithTheRenderedPrompt() async throws {
    try await FaultServer.serving({ request in
      guard request.path == "/v1/completions" else { return nil }
      return .json([
        "choices": [
          [
            "text": "Yes", "finish_reason": "length",
            "logprobs": [
              "tokens": ["Yes"], "token_logprobs": [-0.5],
              "top_logprobs": [["Yes": -0.5, "No": -1]],
            ],
          ]
        ]
      ])
    }) { server in
      var configuration = try server.configuration
      configuration.api = .text { messages in messages.map { "<\($0.content)>" }.joined() }
      let model = try await Endpoint.model(configuration)
      var request = CompletionRequest.question("q")
      request.logProbabilities = 2
      let completion = try await model.complete(request)
      #expect(
        completion
          == Completion(
            text: "Yes", finishReason: .length,
            tokens: [
              TokenLogProbability(
                token: "Yes", logProbability: -0.5,
                alternatives: [
                  .init(token: "Yes", logProbability: -0.5), .init(token: "No", logProbability: -1),
                ])
            ]))
      #expect(server.requests.first?.json["prompt"] == "<q>")
      #expect(server.requests.first?.json["logprobs"] == 2)
    }
  }

  @Test func sendsNothingThatIsKept() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? nil : .chat("to " + request.prompt)
    }) { server in
      var configuration = try server.configuration
      let cache = MemoryCache()
      configuration.cache = cache
      let requests = (0..<10).map { CompletionRequest.question("q\($0)") }
      let first = try await Endpoint.model(configuration).complete(Array(requests.prefix(6)))
      #expect(cache.count == 6)
      let all = try await Endpoint.model(configuration).complete(requests)
      #expect(all.prefix(6).map(\.success) == first.map(\.success))
      #expect(server.requests.count == 10)
      #expect(Set(server.answers.values) == [1])
    }
  }

  @Test func stopsAtABudgetAndGoesOnFromTheCache() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? nil : .delayed(.milliseconds(2), .chat("ok"))
    }) { server in
      var configuration = try server.configuration
      let cache = MemoryCache()
      configuration.cache = cache
      configuration.limits.concurrency = 3
      // Ten prompt and five output tokens: 20 micro-units a request.
      configuration.budget = Budget(
        price: ModelPrice(input: 1, output: 2), maximumCost: 100e-6)
      let requests = (0..<40).map { CompletionRequest.question("q\($0)") }
      let model = try await Endpoint.model(configuration)
      let error = await #expect(throws: AssayError.self) { try await model.complete(requests) }
      #expect(error?.code == .budgetReached)
      // Never past the limit by more than what was in flight.
      #expect((5...7).contains(server.requests.count))
      #expect(cache.count == server.requests.count)

      configuration.budget = Budget()
      let answers = try await Endpoint.model(configuration).complete(requests)
      #expect(answers.compactMap(\.success).count == 40)
      #expect(server.requests.count == 40)
    }
  }

  @Test func endsARunWhoseServerHasGone() async throws {
    let server = try await FaultServer.start { request in
      request.path == "/v1/models" ? nil : request.number < 6 ? .chat("ok") : .reset
    }
    var configuration = try server.configuration
    configuration.outageLimit = 5
    configuration.limits.concurrency = 1
    configuration.retries = .never
    let model = try await Endpoint.model(configuration)
    let requests = (0..<40).map { CompletionRequest.question("q\($0)") }
    let error = await #expect(throws: AssayError.self) { try await model.complete(requests) }
    #expect(error?.message.contains(" requests in a row got no answer") == true)
    // Four requests are under way for each permit; those may still be sent before the end is seen.
    #expect((10...13).contains(server.requests.count))
    try await server.stop()
  }

  @Test func endsARunInWhichEverythingIsRefused() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? nil : .error("pinned to another model", status: 400)
    }) { server in
      var configuration = try server.configuration
      configuration.outageLimit = 8
      configuration.limits.concurrency = 1
      let model = try await Endpoint.model(configuration)
      let requests = (0..<40).map { CompletionRequest.question("q\($0)") }
      let error = await #expect(throws: AssayError.self) { try await model.complete(requests) }
      #expect(error?.message.contains("pinned to another model") == true)
      #expect(server.requests.count < 16)
    }
  }

  @Test func theIdentityIsTheFirstAddressAndWhatIsAsked() async throws {
    try await FaultServer.serving({ _ in nil }) { server in
      let base = try server.configuration
      func fingerprint(_ change: (inout EndpointConfiguration) throws -> Void) async throws
        -> String
      {
        var configuration = base
        try change(&configuration)
        return try await Endpoint.model(configuration).identity.fingerprint
      }
      let plain = try await fingerprint { _ in }
      for change: (inout EndpointConfiguration) throws -> Void in [
        { $0.replicas.append(try BaseURL("http://127.0.0.1:1")) }, { $0.dialect = .openAI },
        { $0.limits.concurrency = 1 }, { $0.key = try Secret("sk-1", from: "K") },
      ] {
        #expect(try await fingerprint(change) == plain)
      }
      for change: (inout EndpointConfiguration) throws -> Void in [
        { $0.model = "other" }, { $0.extraFields = ["x": 1] }, { $0.api = .text { _ in "" } },
      ] {
        #expect(try await fingerprint(change) != plain)
      }
    }
  }

  @Test func endsWithItsTask() async throws {
    try await FaultServer.serving({ request in
      request.path == "/v1/models" ? nil : .silence
    }) { server in
      let model = try await Endpoint.model(server.configuration)
      let task = Task { try await model.complete([.question("a"), .question("b")]) }
      while server.requests.count < 2 { await Task.yield() }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }
}
