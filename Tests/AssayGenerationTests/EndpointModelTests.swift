// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayGeneration
import AssayTestSupport
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
    }
  }
}

extension FaultServer {
  /// A configuration for this server that waits for nothing.
  var configuration: EndpointConfiguration {
    get throws {
      var configuration = EndpointConfiguration(replicas: [try BaseURL(address)])
      configuration.timekeeper = VirtualTime()
      return configuration
    }
  }
}

extension CompletionRequest {
  static func question(_ text: String) -> CompletionRequest {
    CompletionRequest(key: Key(example: text), messages: [.user(text)])
  }
}
