// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Testing

@Suite struct JudgeTests {
  /// Prefers the response `good` wherever it stands.
  static func honest() -> RuleModel {
    RuleModel { request in
      let text = request.messages[0].content
      let isFirst = text.contains("good\nbad")
      return .success(Completion(text: isFirst ? "1" : "2"))
    }
  }

  @Test func pairsAreShownInBothOrdersAndMappedBack() async throws {
    let judge = Judge(style: NumberStyle(), model: Self.honest())
    let records = try await judge.records(of: pairs(1))
    #expect(records.map(\.order) == [.asGiven, .swapped])
    #expect(records.map(\.shown) == [.judged(.preference(.first)), .judged(.preference(.second))])
    #expect(records.allSatisfy { $0.verdict.judgment == .preference(.first) })
    #expect(records.allSatisfy { $0.isCorrect == true })
  }

  @Test func aJudgeThatLooksAtThePositionFlips() async throws {
    let judge = Judge(style: NumberStyle(), model: RuleModel(always: "1"))
    let decisions = Decision.decisions(from: try await judge.records(of: pairs(3)))
    #expect(decisions.count == 3)
    for decision in decisions {
      #expect(decision.asGiven == .judged(.preference(.first)))
      #expect(decision.swapped == .judged(.preference(.second)))
      #expect(!decision.isConsistentlyCorrect)
    }
  }

  @Test(arguments: [
    (JudgingPolicy.Orders.both, 2), (.asGivenOnly, 1), (.swappedOnly, 1),
  ])
  func ordersFollowThePolicy(orders: JudgingPolicy.Orders, perPair: Int) async throws {
    let policy = JudgingPolicy(orders: orders, votes: 3)
    let judge = Judge(style: NumberStyle(), model: Self.honest(), policy: policy)
    let examples = pairs(2) + [statement()]
    let records = try await judge.records(of: examples)
    // What is not a pair is asked once per vote, whatever the orders.
    #expect(records.count == 2 * perPair * 3 + 3)
    #expect(records.count == policy.count(for: examples))
    #expect(records.filter { $0.example == "s" }.allSatisfy { $0.order == .asGiven })
    #expect(Set(records.map(\.id)).count == records.count)
  }

  @Test(arguments: [(1, 1), (4, 1), (4, 3), (1, 8)])
  func recordsComeInOrderWhateverTheBatching(size: Int, concurrent: Int) async throws {
    let model = Self.honest()
    let judge = Judge(
      style: NumberStyle(), model: model,
      batching: Judge.Batching(maximumBatch: size, concurrentBatches: concurrent))
    let records = try await judge.records(of: pairs(25))
    #expect(records.map(\.example) == (0..<25).flatMap { ["ex-\($0)", "ex-\($0)"] })
    #expect(model.batches.allSatisfy { $0.count <= size })
    #expect(model.requests.count == 50)
  }

  @Test func seedsAreDistinctAndFollowFromTheRun() async throws {
    func seeds(_ seed: UInt64) async throws -> [UInt64] {
      let model = Self.honest()
      let judge = Judge(
        style: NumberStyle(), model: model, policy: JudgingPolicy(votes: 2), seed: seed)
      _ = try await judge.records(of: pairs(5))
      return model.requests.map(\.seed)
    }
    let first = try await seeds(1)
    #expect(Set(first).count == 20)
    #expect(try await seeds(1) == first)
    #expect(Set(try await seeds(2)).isDisjoint(with: first))
  }

  @Test func anUnreadableAnswerIsAskedOnceMoreWithTwiceTheBudget() async throws {
    let model = RuleModel { request in
      request.key.attempt == 0
        ? .success(Completion(text: "I thi", finishReason: .length))
        : .success(Completion(text: "1"))
    }
    let judge = Judge(
      style: NumberStyle(), model: model, sampling: SamplingParameters(maximumTokens: 100))
    let records = try await judge.records(of: pairs(1))
    #expect(records.map(\.attempts) == [2, 2])
    #expect(records[0].verdict.judgment == .preference(.first))
    #expect(model.requests.map(\.sampling.maximumTokens) == [100, 100, 200, 200])
    #expect(Set(model.requests.map(\.seed)).count == 4)
  }

  @Test func aRetryThatFailsOrIsForbiddenLeavesTheFirstAnswer() async throws {
    let model = RuleModel { request in
      request.key.attempt == 0
        ? .success(Completion(text: "?")) : .failure(AssayError(.notRecorded, "no"))
    }
    var judge = Judge(style: NumberStyle(), model: model)
    let retried = try await judge.records(of: [statement()])
    #expect(retried[0].verdict.unscoredReason == .unparsed)
    #expect(retried[0].attempts == 1)
    #expect(retried[0].completion?.text == "?")
    #expect(model.requests.count == 2)
    judge.policy.retriesUnreadable = false
    _ = try await judge.records(of: [statement()])
    #expect(model.requests.count == 3)
  }

  @Test func failuresCostNobodyElseAnythingAndTotalsAddUp() async throws {
    let model = RuleModel { request in
      switch request.key.example {
      case "ex-1": .failure(AssayError(.modelFailed, "The endpoint is down."))
      case "ex-2": .failure(AssayError(.overlongPrompt, "Too long."))
      default: .success(Completion(text: "1"))
      }
    }
    var examples = pairs(4)
    examples[3].input = "unrenderable"
    let judge = Judge(style: NumberStyle(), model: model)
    let records = try await judge.records(of: examples)
    #expect(records.count == 8)
    let kinds = records.map { $0.verdict.unscoredReason?.kind ?? "judged" }
    #expect(
      kinds == [
        "judged", "judged", "failed", "failed", "overlong", "overlong", "unsupported",
        "unsupported",
      ])
    #expect(records[2].hasFailed && records[2].completion == nil)
    #expect(records[2].verdict.unscoredReason?.detail?.contains("down") == true)
    // What cannot be rendered is never sent.
    #expect(!model.requests.contains { $0.key.example == "ex-3" })
  }

  @Test func aModelThatAnswersTooLittleEndsTheRun() async throws {
    struct Short: ChatModel {
      let identity = ModelIdentity(name: "short", fingerprint: "")
      func complete(
        _ requests: [CompletionRequest]
      ) async throws -> [Result<Completion, AssayError>] { [] }
    }
    let judge = Judge(style: NumberStyle(), model: Short())
    let error = await #expect(throws: AssayError.self) { try await judge.records(of: pairs(1)) }
    #expect(error?.code == .modelFailed)
  }

  @Test func anErrorOfTheReceiverEndsTheRun() async throws {
    struct Full: Error {}
    let model = Self.honest()
    let judge = Judge(
      style: NumberStyle(), model: model,
      batching: Judge.Batching(maximumBatch: 2, concurrentBatches: 2))
    await #expect(throws: Full.self) {
      try await judge.judge(pairs(50)) { _ in throw Full() }
    }
    #expect(model.batches.count <= 4)
  }

  @Test func impossibleRunsAreRefused() async throws {
    var judge = Judge(style: NumberStyle(), model: Self.honest())
    let twins = pairs(1) + pairs(1)
    let error = await #expect(throws: AssayError.self) { try await judge.records(of: twins) }
    #expect(error?.message.contains("ex-0") == true)
    judge.policy.votes = 0
    await #expect(throws: AssayError.self) { try await judge.records(of: pairs(1)) }
    judge.policy.votes = 1
    #expect(try await judge.records(of: []).isEmpty)
  }
}
