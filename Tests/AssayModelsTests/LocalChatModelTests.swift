// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayText
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct LocalChatModelTests {
  init() throws { try loadTorch() }

  static func save(to folder: URL) throws {
    let frame = try ChatFrame(tokenizer: CharacterTokenizer())
    var configuration = Qwen3ModelTests.small
    configuration.vocabularySize = frame.tokenizer.vocabularySize
    configuration.initializerRange = 0.3
    let model = try Qwen3Model(configuration, seed: 9)
    try Checkpoint(configuration: configuration, model: model, frame: frame).save(to: folder)
  }

  static func request(
    _ text: String, id: String, seed: UInt64 = 0, sampling: SamplingParameters
  ) -> CompletionRequest {
    CompletionRequest(
      key: .init(example: id), messages: [.user(text)], sampling: sampling, seed: seed,
      logProbabilities: id == "b" ? 2 : 0)
  }

  @Test func aFolderAnswersInOrderAndFailuresStayAlone() async throws {
    try await withTemporaryFolder { folder in
      try Self.save(to: folder)
      let model = try LocalChatModel.load(folder, name: "tiny")
      let sampling = SamplingParameters(temperature: 1, maximumTokens: 12)
      let long = String(repeating: "x", count: 100)
      let requests = [
        Self.request("7+5=2?", id: "a", sampling: sampling),
        Self.request(long, id: "long", sampling: sampling),
        Self.request("1", id: "b", seed: 4, sampling: sampling),
      ]
      let answers = try await model.complete(requests)
      #expect(answers.count == 3)
      let first = try answers[0].get()
      #expect(first.usage?.promptTokens == 8)
      #expect(first.usage?.completionTokens ?? 0 > 0)
      #expect(first.tokens == nil)
      #expect(throws: AssayError.self) { try answers[1].get() }
      let last = try answers[2].get()
      #expect(last.tokens?.count == last.usage?.completionTokens)
      #expect(last.tokens?.first?.alternatives.count == 2)

      let again = try await model.complete(requests.reversed())
      #expect(try again[2].get() == first)
      #expect(try again[0].get() == last)
      #expect(model.identity.name == "tiny")
      #expect(model.identity.fingerprint.count == 16)
    }
  }

  @Test func manyTasksShareTheTensorThread() async throws {
    try await withTemporaryFolder { folder in
      try Self.save(to: folder)
      let model = try LocalChatModel.load(folder)
      let request = Self.request("7+5=2?", id: "a", sampling: .init(maximumTokens: 8))
      let expected = try await model.complete(request)
      let answers = try await withThrowingTaskGroup(of: Completion.self) { group in
        for _ in 0..<16 { group.addTask { try await model.complete(request) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == [Completion](repeating: expected, count: 16))
    }
  }

  @Test func aFolderWithoutATokenizerIsRefused() throws {
    let error = #expect(throws: AssayError.self) { try LocalChatModel.load(Golden("tied").folder) }
    #expect(error?.message.contains("tokenizer.json") == true)
  }
}
