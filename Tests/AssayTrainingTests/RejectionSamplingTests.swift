// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import AssayText
import AssayTraining
import Foundation
import Synchronization
import Testing

/// The loop beside a learner that needs no tensors.
@Suite struct RejectionSamplingTests {
  /// Answers right with a chance that follows from the example; the text names the weights.
  struct ScriptedModel: ChatModel {
    var weights: Int
    var identity: ModelIdentity { ModelIdentity(name: "scripted", fingerprint: "\(weights)") }

    func complete(
      _ requests: [CompletionRequest]
    ) async throws -> [Result<Completion, AssayError>] {
      requests.map { request in
        let number = Int(request.key.example.dropFirst().prefix { $0.isNumber }) ?? 0
        if number % 10 == 9 {
          return .failure(AssayError(.modelFailed, "no answer"))
        }
        // 0, 1, 2, 3 or 4 of 4 samples are right.
        let isRight = request.key.sample < number % 5
        let letter = isRight == number.isMultiple(of: 2) ? "Y" : "N"
        return .success(Completion(text: "w\(weights)\n>\(letter)"))
      }
    }
  }

  /// Counts how often it learnt, and writes the count as its weights.
  final class CountingLearner: Learner {
    struct Stop: Error {}
    var weights = 0
    var stopsAt: Int?
    let learnt = Mutex<[(set: TrainingSet, settings: SFTSettings)]>([])

    func model() async throws -> any ChatModel { ScriptedModel(weights: weights) }

    func learn(
      _ set: TrainingSet, settings: SFTSettings, savingIn folder: URL,
      onEvent: @escaping @Sendable (TrainingEvent) async throws -> Void
    ) async throws {
      if weights == stopsAt { throw Stop() }
      weights += 1
      learnt.withLock { $0.append((set, settings)) }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("\(weights)".utf8).write(to: folder.appending(path: "weights"))
    }

    func restore(from folder: URL) async throws {
      let text = try String(contentsOf: folder.appending(path: "weights"), encoding: .utf8)
      weights = Int(text) ?? -1
    }
  }

  static let examples = (0..<60).map { number in
    Example(
      id: "e\(number)", format: .verification(reference: false), input: "\(number)",
      responses: ["\(number)"], gold: .boolean(number.isMultiple(of: 2)), source: "test",
      group: "g\(number)")
  }

  static func loop(_ output: URL, iterations: Int = 3) throws -> RejectionSampling {
    RejectionSampling(
      settings: RejectionSamplingSettings(
        iterations: iterations, verdictOnlyShare: 0.5, requestsPerBatch: 12,
        training: SFTSettings(schedule: LearningRateSchedule(peak: 1e-3)), seed: 4),
      encoder: try ExampleEncoderTests.encoder(), output: output)
  }

  @Test func `learns its own right answers, easiest first, from the weights it has`() async throws {
    try await withTemporaryFolder { folder in
      let learner = CountingLearner()
      let loop = try Self.loop(folder)
      let summaries = try await loop.run(learner, on: Self.examples)
      #expect(summaries.map(\.iteration) == [1, 2, 3])
      let tokenizer = loop.encoder.frame.tokenizer
      for (index, (set, settings)) in learner.learnt.withLock({ $0 }).enumerated() {
        #expect(settings.batches.order == .preserved)
        #expect(set.examples.count == summaries[index].learnt)
        // 0 of 4 is dropped: examples whose number ends in 0 or 5, and failures (9).
        let numbers = set.examples.compactMap { Int($0.id.dropFirst()) }
        #expect(numbers.allSatisfy { $0 % 5 != 0 && $0 % 10 != 9 })
        #expect(numbers.map { $0 % 5 } == numbers.map { $0 % 5 }.sorted(by: >))
        let texts = set.examples.map { example in
          tokenizer.decode(example.tokens[example.promptCount...].map(Int.init))
        }
        // Critiques are the model's own, of the weights before this iteration.
        #expect(texts.allSatisfy { $0.hasPrefix("w\(index)\n>") || $0.hasPrefix(">") })
        #expect(texts.count { $0.hasPrefix(">") } == Int((Double(texts.count) / 2).rounded()))
        let file = folder.appending(path: "iteration-\(index + 1)/rollouts.jsonl")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 20)
      }
      let learnt = learner.learnt.withLock { $0.flatMap(\.set.examples).map(\.id) }
      #expect(Set(learnt).count == learnt.count)
      #expect(learnt.count == 60 - 12 - 6)
    }
  }

  @Test func `goes on after the last finished iteration`() async throws {
    try await withTemporaryFolder { folder in
      let loop = try Self.loop(folder)
      let stopped = CountingLearner()
      stopped.stopsAt = 2
      await #expect(throws: CountingLearner.Stop.self) {
        _ = try await loop.run(stopped, on: Self.examples)
      }
      let resumed = CountingLearner()
      let summaries = try await loop.run(resumed, on: Self.examples)
      #expect(summaries.count == 3)
      #expect(resumed.weights == 3)
      #expect(resumed.learnt.withLock { $0.count } == 1)

      let whole = CountingLearner()
      let elsewhere = folder.appending(path: "whole")
      _ = try await Self.loop(elsewhere).run(whole, on: Self.examples)
      #expect(
        resumed.learnt.withLock { $0.last?.set } == whole.learnt.withLock { $0.last?.set })
      // A run that is finished trains nothing and ends with the last weights.
      let again = CountingLearner()
      #expect(try await loop.run(again, on: Self.examples) == summaries)
      #expect(again.weights == 3)
    }
  }

  @Test func `refuses another run's folder and examples without gold`() async throws {
    try await withTemporaryFolder { folder in
      _ = try await Self.loop(folder).run(CountingLearner(), on: Self.examples)
      await #expect(throws: AssayError.self) {
        _ = try await Self.loop(folder, iterations: 2).run(CountingLearner(), on: Self.examples)
      }
      var bare = Self.examples
      bare[3].gold = nil
      await #expect(throws: AssayError.self) {
        _ = try await Self.loop(folder).run(CountingLearner(), on: bare)
      }
    }
  }

  @Test func `samples swap-twins in one batch`() throws {
    var loop = try Self.loop(FileManager.default.temporaryDirectory, iterations: 2)
    loop.settings.addsSwappedPairs = true
    let pairs = (0..<10).map { number in
      Example(
        id: "p\(number)", format: .pairwise(ties: false), input: "", responses: ["x", "y"],
        gold: .preference(.first), source: "test", group: "g\(number)")
    }
    for batch in try loop.batches(of: pairs) {
      #expect(batch.count == 10)
      for example in batch where !example.id.hasSuffix("~swapped") {
        let twin = batch.first { $0.id == example.id + "~swapped" }
        #expect(twin?.gold == .preference(.second))
        #expect(twin?.responses == ["y", "x"])
      }
    }
  }

  @Test func `compares with gold critiques on as many examples`() async throws {
    try await withTemporaryFolder { folder in
      let loop = try Self.loop(folder)
      let learner = CountingLearner()
      let comparison = GoldComparison(
        settings: loop.settings, encoder: loop.encoder, output: folder)
      try await comparison.run(
        learner, on: Self.examples, counts: [7, 0, 5], critique: { _ in "gold" })
      let sets = learner.learnt.withLock { $0 }
      #expect(sets.map(\.set.examples.count) == [7, 5])
      #expect(sets.allSatisfy { $0.settings.batches.order == .shuffled })
      let batches = try loop.batches(of: Self.examples).map { Set($0.map(\.id)) }
      #expect(sets[0].set.examples.allSatisfy { batches[0].contains($0.id) })
      #expect(sets[1].set.examples.allSatisfy { batches[2].contains($0.id) })
    }
  }
}
