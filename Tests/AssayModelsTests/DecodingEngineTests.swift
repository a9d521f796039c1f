// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayText
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct DecodingEngineTests {
  init() throws { try loadTorch() }

  static func engine(_ name: String, rows: Int = 128, stopIDs: Set<Int> = []) throws
    -> DecodingEngine
  {
    let model = try Checkpoint.load(Golden(name).folder).model
    let alphabet = CharacterTokenizer.asciiAlphabet.prefix(model.dimensions.vocabularySize - 6)
    return try DecodingEngine(
      model, tokenizer: CharacterTokenizer(alphabet: String(alphabet)), stopIDs: stopIDs,
      limits: .init(rows: rows))
  }

  // One row at a time, a batch that rows join and leave, and everything at once.
  @Test(arguments: Golden.names, [1, 2, 128])
  func greedyContinuationsAgreeWithTransformers(name: String, rows: Int) throws {
    let golden = try Golden(name)
    // Rows end at different steps, so that the batch shrinks and grows.
    let requests = golden.prompts.enumerated().map { row, prompt in
      DecodingRequest(prompt: prompt, sampling: .init(maximumTokens: 64 - 11 * row))
    }
    let whole = golden.prompts.map {
      DecodingRequest(prompt: $0, sampling: .init(maximumTokens: 64))
    }
    let outcomes = try Self.engine(name, rows: rows).decode(requests + whole)
    for (index, outcome) in outcomes.enumerated() {
      let row = index % golden.prompts.count
      let sequence = try outcome.get()
      let count = index < requests.count ? 64 - 11 * row : 64
      #expect(sequence.tokens == Array(golden.continuations[row].prefix(count)))
      #expect(sequence.finishReason == .length)
      #expect(sequence.generatedCount == count)
    }
  }

  @Test func samplesDependOnTheirSeedAlone() throws {
    let golden = try Golden("tied")
    let sampling = SamplingParameters(temperature: 1, topP: 0.95, topK: 20, maximumTokens: 24)
    let requests = (0..<12).map { index in
      DecodingRequest(
        prompt: golden.prompts[index % 3], sampling: sampling, seed: UInt64(index / 3))
    }
    let together = try Self.engine("tied").decode(requests).map { try $0.get() }
    let backwards = try Self.engine("tied", rows: 5).decode(requests.reversed())
      .map { try $0.get() }
    #expect(together == backwards.reversed())
    for (request, expected) in zip(requests, together) {
      let alone = try Self.engine("tied", rows: 1).decode([request])[0].get()
      #expect(alone == expected)
    }
    #expect(Set(together.map(\.tokens)).count > 9)
  }

  @Test func aBadRequestFailsAlone() throws {
    let engine = try Self.engine("tied")
    let outcomes = try engine.decode([
      DecodingRequest(prompt: [Int](repeating: 1, count: 128)),
      DecodingRequest(prompt: []),
      DecodingRequest(prompt: [1, 40]),
      DecodingRequest(prompt: [1, -1]),
      DecodingRequest(prompt: [1], sampling: .init(maximumTokens: 0)),
      DecodingRequest(prompt: [Int](repeating: 1, count: 127)),
      DecodingRequest(prompt: [1, 2], sampling: .init(maximumTokens: 5)),
    ])
    func code(_ index: Int) -> AssayError.Code? {
      if case .failure(let error) = outcomes[index] { error.code } else { nil }
    }
    #expect(code(0) == .overlongPrompt)
    #expect((1...3).allSatisfy { code($0) == .invalidArgument })
    #expect(try outcomes[4].get().tokens == [])
    #expect(try outcomes[5].get().tokens.count == 1)
    #expect(try outcomes[6].get().tokens.count == 5)
  }

  @Test func anOutputEndsAtTheStopIDAndAtTheContextsEnd() throws {
    let golden = try Golden("tied")
    let written = golden.continuations[0]
    let stop = written[20]
    let first = try #require(written.firstIndex(of: stop))
    let engine = try Self.engine("tied", stopIDs: [stop])
    let sequence = try engine.decode([DecodingRequest(prompt: golden.prompts[0])])[0].get()
    #expect(sequence.tokens == Array(written.prefix(first)))
    #expect(sequence.finishReason == .stop)
    #expect(sequence.generatedCount == first + 1)

    let long = try Self.engine("tied").decode([DecodingRequest(prompt: golden.prompts[0])])[0]
      .get()
    #expect(long.finishReason == .length)
    #expect(long.tokens.count + golden.prompts[0].count == 128)
  }

  @Test func aStopTextEndsTheOutputBeforeItself() throws {
    let golden = try Golden("tied")
    let engine = try Self.engine("tied")
    let free = try engine.decode([
      DecodingRequest(prompt: golden.prompts[1], sampling: .init(maximumTokens: 40))
    ])[0].get()
    let characters = Array(free.text)
    try #require(characters.count > 12)
    let stop = String(characters[8..<11])
    let end = try #require(free.text.firstRange(of: stop)?.lowerBound)
    let stopped = try engine.decode([
      DecodingRequest(
        prompt: golden.prompts[1],
        sampling: .init(maximumTokens: 40, stop: ["never", stop]))
    ])[0].get()
    #expect(stopped.text == String(free.text[..<end]))
    #expect(stopped.finishReason == .stop)
    #expect(stopped.generatedCount < free.generatedCount)
  }

  @Test func logProbabilitiesAreThoseOfTheModel() throws {
    let golden = try Golden("untied")
    let engine = try Self.engine("untied")
    let requests = golden.prompts.map {
      DecodingRequest(prompt: $0, sampling: .init(maximumTokens: 1), alternatives: 3)
    }
    for (row, outcome) in try engine.decode(requests).enumerated() {
      let logits = golden.lastLogits[row]
      let top = try #require(logits.max())
      let normaliser = top + log(logits.reduce(0) { $0 + exp($1 - top) })
      let reported = try #require(outcome.get().logProbabilities?.first)
      #expect(abs(reported.logProbability - (top - normaliser)) < 1e-4)
      let expected = logits.sorted(by: >).prefix(3).map { $0 - normaliser }
      for (alternative, value) in zip(reported.alternatives, expected) {
        #expect(abs(alternative.logProbability - value) < 1e-4)
      }
      #expect(reported.alternatives.count == 3)
      #expect(reported.alternatives.first?.token == reported.token)
    }
  }

  @Test func aCancelledTaskStops() async throws {
    let engine = try Self.engine("tied")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try engine.decode([DecodingRequest(prompt: [1])])
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
