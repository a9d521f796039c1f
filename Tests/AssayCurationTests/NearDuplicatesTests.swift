// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Foundation
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

  private static func fates(
    of examples: [Example], _ settings: MinHashSettings = MinHashSettings(),
    scope: DuplicateScope = .example, batch: Int = 512, threads: Int = 2
  ) async throws -> [Fate] {
    try await withTemporaryFolder { folder in
      let filter = try NearDuplicates(settings, scope: scope, folder: folder, threads: threads)
      let batches = stride(from: 0, to: examples.count, by: batch).map {
        Array(examples[$0..<min($0 + batch, examples.count)])
      }
      for batch in batches { try await filter.survey(batch) }
      var fates: [Fate] = []
      for batch in batches { fates += try await filter.fates(of: batch) }
      return fates
    }
  }

  private static func outcomes(
    _ examples: [Example], _ settings: MinHashSettings = MinHashSettings(),
    scope: DuplicateScope = .example
  ) async throws -> [String] {
    try await fates(of: examples, settings, scope: scope).map { $0.departure?.reason ?? "kept" }
  }

  @Test func shortTextsAreDroppedAsByComparingAllPairs() async throws {
    let texts = Self.texts(600, words: 8...60)
    let expected = try Self.dropped(texts, threshold: 0.8)
    let fates = try await Self.fates(of: texts.enumerated().map { statement("\($0)", $1, "") })
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

  @Test(arguments: [1, 16, 8192])
  func longTextsAreDroppedAsByComparingAllPairs(bucket: Int) async throws {
    let texts = Self.texts(200, words: 90...200)
    let expected = try Self.dropped(texts, threshold: 0.8)
    try await withTemporaryFolder { folder in
      let sketcher = try MinHashSketcher(MinHashSettings())
      let search = try NearDuplicateSearch(
        threshold: 0.8, bands: sketcher.banding.bands, folder: folder, smallestBucket: bucket)
      for (number, text) in texts.enumerated() {
        try search.add(sketcher.sketch(text), note: "text \(number)")
      }
      let twins = try texts.map { _ in try search.next() }
      let wrong = texts.indices.filter { twins[$0]?.index != expected[$0] }
      #expect(expected.count > 50)
      #expect(wrong.count <= 1, "\(wrong)")
      for twin in twins.compactMap({ $0 }) {
        #expect(twin.note == "text \(twin.index)")
        #expect(twin.similarity >= 0.8)
      }
      #expect(throws: AssayError.self) { try search.next() }
    }
  }

  @Test func theOutcomeDependsOnNeitherThreadsNorBatches() async throws {
    let examples = Self.texts(400, words: 8...100).enumerated().map { statement("\($0)", $1, "") }
    let whole = try await Self.fates(of: examples, threads: 4)
    #expect(try await Self.fates(of: examples, batch: 37, threads: 1) == whole)
    #expect(whole.contains { $0.departure != nil })
  }

  @Test func scratchFilesGoWithTheFilter() async throws {
    try await withTemporaryFolder { folder in
      var filter: NearDuplicates? = try NearDuplicates(folder: folder)
      try await filter?.survey([statement("a", "some words that are here", "")])
      let path = folder.path(percentEncoded: false)
      #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty == false)
      filter = nil
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    }
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    #expect(throws: AssayError.self) {
      try NearDuplicates(folder: URL(filePath: "/nonexistent/folder"))
    }
  }

  @Test func twinsOfOneQuestionStay() async throws {
    let question = Self.texts(1, words: 40...40)[0]
    let twins = [
      statement("a", question, "A", gold: true, group: "g"),
      statement("b", question, "B", gold: false, group: "g"),
      statement("c", question, "B", gold: false, group: "h"),
    ]
    #expect(try await Self.outcomes(twins) == ["kept", "kept", "similar-text"])
    #expect(
      try await Self.outcomes(twins, scope: .question)
        == ["kept", "similar-text", "similar-text"])
  }

  @Test func aSourceThatIsInTheIdentifierIsNamedOnce() async throws {
    let text = Self.texts(1, words: 30...30)[0]
    let twins = [statement("test/a", text, ""), statement("b", text, ""), statement("c", text, "")]
    let fates = try await Self.fates(of: Array(twins[...1]))
    #expect(fates[1].departure?.detail == "test/a (similarity 1.0)")
    let others = try await Self.fates(of: Array(twins[1...]))
    #expect(others[1].departure?.detail == "test/b (similarity 1.0)")
  }

  @Test func textsWithoutWordsStay() async throws {
    let empty = [statement("a", " ... ", "!"), statement("b", " ... ", "!")]
    #expect(try await Self.outcomes(empty) == ["kept", "kept"])
  }

  @Test func manyNearAlikeTemplatesStayLinear() async throws {
    // All agree in most shingles, none reaches the threshold of 0.99.
    let examples = (0..<1500).map {
      statement("\($0)", "fill the blank in this sentence with the number \($0) please now", "")
    }
    let settings = MinHashSettings(threshold: 0.9, recall: 0.999)
    #expect(try await Self.outcomes(examples, settings).allSatisfy { $0 == "kept" })
  }
}
