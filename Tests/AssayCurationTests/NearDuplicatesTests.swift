// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Testing

@Suite struct NearDuplicatesTests {
  private static let vocabulary = (0..<300).map { "word\($0)" }

  /// Texts of which many are copies with a few words changed.
  private static func texts(_ count: Int, words: ClosedRange<Int>) -> [String] {
    var generator = SeededGenerator(seed: 7)
    var texts: [[String]] = []
    for _ in 0..<count {
      if !texts.isEmpty, generator.below(2) == 0 {
        var copy = generator.element(of: texts) ?? []
        for _ in 0..<generator.below(4) {
          copy[generator.below(copy.count)] = generator.element(of: vocabulary) ?? ""
        }
        texts.append(copy)
      } else {
        let length = words.lowerBound + generator.below(words.count)
        texts.append((0..<length).map { _ in generator.element(of: vocabulary) ?? "" })
      }
    }
    return texts.map { $0.joined(separator: " ") }
  }

  /// What greedy removal by the exact similarity drops, by comparing everything with everything.
  private static func dropped(_ texts: [String], threshold: Double) throws -> [Int: Int] {
    let minHash = try MinHash(MinHashSettings())
    var kept: [(Int, [UInt32])] = []
    var dropped: [Int: Int] = [:]
    for (index, text) in texts.enumerated() {
      let shingles = minHash.shingles(of: text)
      let twin = kept.first { MinHash.jaccard($0.1, shingles) >= threshold }
      if let twin { dropped[index] = twin.0 } else { kept.append((index, shingles)) }
    }
    return dropped
  }

  @Test func shortTextsAreDroppedAsByComparingAllPairs() async throws {
    let texts = Self.texts(600, words: 8...60)
    let expected = try Self.dropped(texts, threshold: 0.8)
    let filter = try NearDuplicates()
    let fates = try await filter.fates(of: texts.enumerated().map { statement("\($0)", $1, "") })
    var missed = 0
    for (index, fate) in fates.enumerated() {
      if let twin = expected[index] {
        if fate.departure == nil { missed += 1 }
        #expect(fate.departure?.detail.hasPrefix("test/\(twin) (") ?? true)
      } else {
        // Short texts are compared exactly, so that nothing else may leave.
        #expect(fate.departure == nil, "\(index)")
      }
    }
    #expect(expected.count > 150)
    // The bands find 99 % of those at the very threshold, and more of those above.
    #expect(Double(missed) <= 0.01 * Double(expected.count))
  }

  @Test func longTextsAreDroppedByEstimateOrExactlyWhereTextsAreAtHand() throws {
    let texts = Self.texts(200, words: 90...200)
    let expected = try Self.dropped(texts, threshold: 0.8)
    for hasTexts in [false, true] {
      var index = try NearDuplicateIndex(MinHashSettings())
      var kept: [Int] = []
      var wrong = 0
      for (number, text) in texts.enumerated() {
        let sketch = index.sketcher.sketch(text)
        let twin = index.twin(of: sketch, text: text) { hasTexts ? texts[kept[$0]] : nil }
        if let twin {
          #expect(twin.isExact == hasTexts)
        } else {
          try index.insert(sketch)
          kept.append(number)
        }
        if (twin == nil) != (expected[number] == nil) { wrong += 1 }
      }
      #expect(expected.count > 50)
      #expect(wrong <= (hasTexts ? 1 : 20), "\(wrong) of \(texts.count)")
    }
  }

  @Test func theOutcomeDependsOnNeitherThreadsNorBatches() async throws {
    let examples = Self.texts(400, words: 8...100).enumerated().map { statement("\($0)", $1, "") }
    let whole = try await NearDuplicates(threads: 4).fates(of: examples)
    let filter = try NearDuplicates(threads: 1)
    var parts: [Fate] = []
    for start in stride(from: 0, to: examples.count, by: 37) {
      parts += try await filter.fates(of: Array(examples[start..<min(start + 37, examples.count)]))
    }
    #expect(whole == parts)
  }

  @Test func twinsOfOneQuestionStay() async throws {
    let question = Self.texts(1, words: 40...40)[0]
    let twins = [
      statement("a", question, "A", gold: true, group: "g"),
      statement("b", question, "B", gold: false, group: "g"),
      statement("c", question, "B", gold: false, group: "h"),
    ]
    #expect(try await outcomes(NearDuplicates(), twins) == ["kept", "kept", "similar-text"])
    #expect(
      try await outcomes(NearDuplicates(scope: .question), twins)
        == ["kept", "similar-text", "similar-text"])
  }

  @Test func textsWithoutWordsStay() async throws {
    let empty = [statement("a", " ... ", "!"), statement("b", " ... ", "!")]
    #expect(try await outcomes(NearDuplicates(), empty) == ["kept", "kept"])
  }

  @Test func manyNearAlikeTemplatesStayLinear() async throws {
    // All agree in most shingles, none reaches the threshold of 0.99.
    let examples = (0..<1500).map {
      statement("\($0)", "fill the blank in this sentence with the number \($0) please now", "")
    }
    let filter = try NearDuplicates(MinHashSettings(threshold: 0.9, recall: 0.999))
    #expect(try await outcomes(filter, examples).allSatisfy { $0 == "kept" })
  }
}
