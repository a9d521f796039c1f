// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

@testable import AssayGeneration

@Suite struct ConfigurationTests {
  @Test func aSecretNeverShowsItself() throws {
    let secret = try Secret(" sk-test-1234567890\n", from: "OPENAI_API_KEY")
    var configuration = EndpointConfiguration(replicas: [try BaseURL("http://h")])
    configuration.key = secret
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in [
      "\(secret)", String(reflecting: secret), "\(configuration)",
      String(reflecting: configuration), dumped,
      "\(Mirror(reflecting: secret).children.map { $0 })",
    ] {
      #expect(!text.contains("sk-test"), "\(text)")
    }
    #expect(secret.reveal() == "sk-test-1234567890")
    #expect(secret.redact("a sk-test-1234567890 b") == "a [key] b")
    #expect(try Secret("EMPTY", from: "X").redact("EMPTY list") == "EMPTY list")
  }

  @Test(arguments: ["", "  \n", "a b", "a\r\nx-evil: 1", "schlüssel"])
  func whatIsNoKeyIsRefusedWithoutShowingIt(_ text: String) {
    let error = #expect(throws: AssayError.self) { try Secret(text, from: "MY_KEY") }
    #expect(error?.description.contains("MY_KEY") == true)
    #expect(error?.description.contains("evil") == false)
  }

  @Test(arguments: [
    ("http://localhost:8000/v1", "http://localhost:8000/v1"),
    ("http://localhost:8000", "http://localhost:8000/v1"),
    (" https://API.example.com/ ", "https://API.example.com/v1"),
    ("https://h/v1/chat/completions", "https://h/v1"), ("https://h/v1/models/", "https://h/v1"),
    ("https://h/api/openai", "https://h/api/openai"), ("http://[::1]:80/v1", "http://[::1]:80/v1"),
  ])
  func addressesAreReadAsPeopleWriteThem(_ text: String, _ address: String) throws {
    #expect(try BaseURL(text).description == address)
  }

  @Test(arguments: [
    "", "localhost:8000", "ftp://h/v1", "http://", "http://user:secret@h/v1",
    "http://h/v1?key=secret",
  ])
  func otherAddressesAreRefused(_ text: String) {
    let error = #expect(throws: AssayError.self) { try BaseURL(text) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.description.contains("secret") == false)
  }

  @Test func thinkingComesFirstAndFree() async throws {
    let service = ScriptedService { number, request in
      number == 0
        ? Completion(
          text: "<think>long", usage: TokenUsage(promptTokens: 10, completionTokens: 30))
        : Completion(
          text: #"{"v":1}"#, usage: TokenUsage(promptTokens: 45, completionTokens: 6))
    }
    let model = ThinkingFirst(service, closing: "</think>", opening: "<think>")
    var request = CompletionRequest.question("q")
    request.sampling.maximumTokens = 100
    request.schema = .object(name: "v", fields: [.init("v", .integer(lowest: 1, highest: 2))])
    let completion = try await model.complete(request)
    #expect(completion.text == "<think>long</think>\n\n{\"v\":1}")
    #expect(completion.usage == TokenUsage(promptTokens: 55, completionTokens: 36))
    let (first, second) = (service.requests[0], service.requests[1])
    #expect(first.schema == nil)
    #expect(first.sampling.stop == ["</think>"])
    #expect(second.schema == request.schema)
    #expect(second.messages.last == .assistant("<think>long</think>\n\n"))
    #expect(second.sampling.maximumTokens == 70)
    #expect(second.sampling.stop.isEmpty)
  }

  @Test func whatDidNotThinkIsNotAskedAgain() async throws {
    for completion in [
      Completion(text: "Verdict: A"), Completion(text: "<think>endless", finishReason: .length),
    ] {
      let service = ScriptedService { _, _ in completion }
      var request = CompletionRequest.question("q")
      request.schema = .choice(["A"])
      let model = ThinkingFirst(service, closing: "</think>", opening: "<think>")
      #expect(try await model.complete(request) == completion)
      #expect(service.requests.count == 1)
    }
    let plain = ScriptedService { _, _ in Completion(text: "A") }
    let model = ThinkingFirst(plain, closing: "</think>", opening: nil)
    _ = try await model.complete(.question("without a form"))
    #expect(plain.requests.first?.sampling.stop == [])
  }

  @Test func aCachedModelAsksOnlyForWhatIsNew() async throws {
    let cache = MemoryCache()
    let inner = CountingModel()
    let model = CachedModel(inner, cache: cache)
    let requests = (0..<5).map { CompletionRequest.question("q\($0)") }
    _ = try await model.complete(Array(requests[1...3]))
    let results = try await model.complete(requests)
    #expect(results.map { $0.success?.text } == ["q0", nil, "q2", "q3", "q4"])
    // What failed is asked again, what was answered is not.
    #expect(inner.asked.elements == ["q1", "q2", "q3", "q0", "q1", "q4"])
  }

  private struct CountingModel: ChatModel {
    let identity = ModelIdentity(name: "m", fingerprint: "f")
    let asked = Collected<String>()
    func complete(
      _ requests: [CompletionRequest]
    ) async throws -> [Result<Completion, AssayError>] {
      requests.map { request in
        asked.add(request.key.example)
        return request.key.example == "q1"
          ? .failure(AssayError(.modelFailed, "no"))
          : .success(Completion(text: request.key.example))
      }
    }
  }
}
