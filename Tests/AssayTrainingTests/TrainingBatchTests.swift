// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTraining
import Testing

@Suite struct TrainingBatchTests {
  @Test func `bears loss on completions only`() throws {
    let batch = TrainingBatch([
      try TrainingExample(id: "a", promptTokens: [1, 2, 3], completionTokens: [4, 5]),
      try TrainingExample(id: "b", promptTokens: [6], completionTokens: [7]),
    ])
    #expect(batch.rows == 2 && batch.columns == 4)
    #expect(batch.inputs == [1, 2, 3, 4, 6, 0, 0, 0])
    #expect(batch.targetPositions == [2, 3, 4])
    #expect(batch.targets == [4, 5, 7])
    #expect(batch.realTokens == 5)
  }

  @Test(arguments: [([Int](), [1]), ([1], []), ([1], [-1]), ([1 << 40], [1])])
  func `refuses what cannot be learnt`(prompt: [Int], completion: [Int]) {
    #expect {
      try TrainingExample(id: "x", promptTokens: prompt, completionTokens: completion)
    } throws: { error in
      (error as? AssayError)?.code == .invalidExample
    }
  }

  @Test func `counts what is too long`() throws {
    let examples = try (1...4).map {
      try TrainingExample(
        id: "e\($0)", promptTokens: Array(repeating: 1, count: $0), completionTokens: [2])
    }
    let set = TrainingSet(examples, maximumTokens: 3)
    #expect(set.examples.map(\.id) == ["e1", "e2"])
    #expect(set.overlong == ["e3", "e4"])
    #expect(set.tokenCount == 3)
    #expect(set.fingerprint != TrainingSet(examples: examples).fingerprint)
  }
}
