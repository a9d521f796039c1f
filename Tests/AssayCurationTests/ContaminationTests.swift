// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Testing

@Suite struct ContaminationTests {
  private static let story = """
    A farmer has seventeen sheep and all but nine of them run away one night while the dog sleeps. \
    How many sheep are left in the morning?
    """

  private static func items(_ texts: [(String, String)]) -> ProtectedItems {
    { receive in
      for (number, (item, text)) in texts.enumerated() {
        try receive(
          ProtectedItem(benchmark: "bench", item: item, group: "b\(number)", texts: [text]))
      }
    }
  }

  @Test func sharedWordsAreShownWithTheirItem() async throws {
    let filter = try Contamination(
      against: Self.items([("1", "Something else entirely, six words here"), ("2", Self.story)]))
    let fates = try await filter.fates(of: [
      statement("a", "Puzzle: a FARMER has seventeen sheep, and all but nine of them run away!"),
      statement("b", "A farmer has seventeen sheep and all but nine of them ran away."),
      statement("c", "Answer me.", "They say \(Self.story) So nine."),
      statement("d", "Well, something else entirely six words here indeed."),
      statement("e", "Something else entirely, six other words"),
    ])
    #expect(
      fates.map { $0.departure?.detail } == [
        "bench/2: a farmer has seventeen sheep and all but nine of them run away", nil,
        "bench/2: a farmer has seventeen sheep and all but nine of them run away",
        "bench/1: something else entirely six words here", nil,
      ])
    #expect(fates[0].departure?.reason == "shared-words")
  }

  @Test func groupsAreProtectedHoweverShortTheQuestion() async throws {
    let filter = try Contamination(against: Self.items([("x", "1 + 1")]))
    let fates = try await filter.fates(of: [
      statement("a", "1+1", group: "b0"), statement("b", "1 + 1", group: "other"),
      statement("c", "q", group: ""),
    ])
    #expect(fates.map { $0.departure?.reason } == ["same-group", nil, nil])
    #expect(fates[0].departure?.detail == "bench/x")
  }

  @Test func phrasesOfManyItemsAreNoLeak() async throws {
    let head = "judge whether the response is the right answer to the question that is asked below"
    let many = (0..<12).map { ("\($0)", "\(head): number \($0)") }
    let example = statement("a", "\(head): something new")
    #expect(try await outcomes(Contamination(against: Self.items(many)), [example]) == ["kept"])
    let few = Array(many.prefix(3))
    #expect(
      try await outcomes(Contamination(against: Self.items(few)), [example]) == ["shared-words"])
  }

  /// Against a search that compares all runs of words as texts.
  @Test func agreesWithComparingAllRuns() async throws {
    var generator = SeededGenerator(seed: 11)
    let vocabulary = (0..<40).map { "w\($0)" }
    func text(_ count: Int) -> [String] {
      (0..<count).map { _ in generator.element(of: vocabulary) ?? "" }
    }
    let protected = (0..<30).map { _ in text(3 + generator.below(40)) }
    let settings = NGramSettings(words: 5, shortest: 3, commonLimit: 200)
    let filter = try Contamination(
      against: Self.items(protected.enumerated().map { ("\($0)", $1.joined(separator: " ")) }),
      settings: settings)
    var hits = 0
    for number in 0..<200 {
      var words = text(30)
      if number % 4 == 0, let source = generator.element(of: protected) {
        words.replaceSubrange(10..<20, with: source.prefix(3 + generator.below(8)))
      }
      let runs = protected.compactMap { item -> Set<[String]>? in
        let length = min(5, item.count)
        guard length >= 3 else { return nil }
        return Set((0...(item.count - length)).map { Array(item[$0..<$0 + length]) })
      }
      let isLeak = runs.contains { run in
        let length = run.first?.count ?? 0
        return (0...(words.count - length)).contains {
          run.contains(Array(words[$0..<$0 + length]))
        }
      }
      let found = try await outcomes(filter, [statement("a", words.joined(separator: " "), "")])
      #expect((found == ["shared-words"]) == isLeak)
      if isLeak { hits += 1 }
    }
    #expect((20...150).contains(hits))
  }

  @Test func embeddingsFindWhatMeansTheSame() async throws {
    let embedder = TableEmbedder()
    let filter = try await EmbeddingContamination(
      against: Self.items([("1", "north"), ("2", "east")]), embedder: embedder, threshold: 0.9)
    let fates = try await filter.fates(of: [
      statement("a", "north by a hair"), statement("b", "northeast"), statement("c", "nan"),
      statement("d", "wide"), statement("e", "zero"), statement("f", "fails"),
    ])
    #expect(
      fates.map { $0.departure?.reason } == [
        "similar-question", nil, "not-embedded", "not-embedded", "not-embedded", "not-embedded",
      ])
    #expect(fates[0].departure?.detail.hasPrefix("bench/1 (cosine 0.9") ?? false)
    await #expect(throws: AssayError.self) {
      try await EmbeddingContamination(against: Self.items([("1", "nan")]), embedder: embedder)
    }
    await #expect(throws: AssayError.self) {
      try await EmbeddingContamination(
        against: Self.items([]), embedder: embedder, threshold: 1.5)
    }
    // A limit that is reached ends the stage, and is no fault of a text.
    let limited = try await EmbeddingContamination(
      against: Self.items([("1", "north")]), embedder: embedder)
    let error = await #expect(throws: AssayError.self) {
      _ = try await limited.fates(of: [statement("a", "limit")])
    }
    #expect(error?.code == .budgetReached)
    let none = try await EmbeddingContamination(against: Self.items([]), embedder: embedder)
    #expect(try await outcomes(none, [statement("a", "fails")]) == ["kept"])
  }
}

/// Vectors by name; one text makes a whole batch fail.
private struct TableEmbedder: Embedder {
  let identity = ModelIdentity(name: "table", fingerprint: "0")

  func embed(_ texts: [String]) async throws -> [[Float]] {
    try texts.map { text in
      switch text {
      case "north": [0, 2, 0]
      case "east": [1, 0, 0]
      case "north by a hair": [0.1, 1, 0]
      case "northeast": [1, 1, 0]
      case "nan": [.nan, 1, 0]
      case "wide": [1, 1, 0, 0]
      case "zero": [0, 0, 0]
      case "limit": throw AssayError(.budgetReached, "The limit is reached.")
      default: throw AssayError(.modelFailed, "This text cannot be embedded.")
      }
    }
  }
}
