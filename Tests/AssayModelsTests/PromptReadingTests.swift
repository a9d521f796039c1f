// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayText
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct PromptReadingTests {
  init() throws { try loadTorch() }

  /// More tokens than one pass reads, with prompts that are equal and lie on both sides of a cut.
  @Test(arguments: [8, 16])
  func promptsOfManyPassesAnswerAsAlone(headSize: Int) throws {
    // Heads of 16 take the kernels of the processor, those of 8 what libtorch composes.
    var configuration = Qwen3ModelTests.small
    configuration.headSize = headSize
    configuration.initializerRange = 0.2
    let model = try Qwen3Model(configuration, seed: 2)
    let alphabet = String(CharacterTokenizer.asciiAlphabet.prefix(44))
    let tokenizer = try CharacterTokenizer(alphabet: alphabet)
    var generator = SeededGenerator(seed: 3, stream: "prompts")
    var prompts = (0..<110).map { index in
      (0..<(index % 5 == 0 ? 52 : 20 + index % 40)).map { _ in
        Int.random(in: 0..<50, using: &generator)
      }
    }
    prompts += prompts.prefix(40)
    #expect(prompts.joined().count > 4096)
    let requests = prompts.map {
      DecodingRequest(prompt: $0, sampling: .init(maximumTokens: 4))
    }
    func decode(_ rows: Int) throws -> [[Int]] {
      try DecodingEngine(model, tokenizer: tokenizer, limits: .init(rows: rows))
        .decode(requests).map { try $0.get().tokens }
    }
    #expect(try decode(200) == decode(1))
  }
}
