// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayJudging
import AssayTestSupport
import Testing

@Suite struct JudgedFilterTests {
  @Test func labelsOfAnyCaseAndTypeAgree() {
    let same: [(Judgment, Judgment)] = [
      (.label("True"), .boolean(true)), (.label("FALSE "), .boolean(false)),
      (.label("4"), .score(4)), (.label("Response 1"), .preference(.first)),
      (.label(" Not  Entailed"), .label("not entailed")),
    ]
    for (one, other) in same { #expect(JudgmentAgreement.agree(one, other)) }
    let different: [(Judgment, Judgment)] = [
      (.label("True"), .boolean(false)), (.score(1), .boolean(true)), (.label("4"), .score(5)),
      (.label("entailed"), .label("not entailed")), (.firstError(nil), .firstError(0)),
    ]
    for (one, other) in different { #expect(!JudgmentAgreement.agree(one, other)) }
  }

  @Test func theFirstFilterReadsTracesAndAsksNobody() async throws {
    func traced(_ id: String, _ judgment: Judgment?, gold: Bool? = true) -> Example {
      TeacherTrace(
        model: "t", reasoning: nil, answer: "?", judgment: judgment, unscored: "unparsed"
      ).attached(to: statement(id, gold: gold))
    }
    let examples = [
      traced("a", .boolean(true)), traced("b", .boolean(false)), traced("c", .label("TRUE")),
      traced("d", nil), traced("e", .boolean(true), gold: nil), statement("f"),
    ]
    #expect(
      try await outcomes(TeacherAgreement(), examples)
        == ["kept", "wrong-verdict", "kept", "no-verdict", "no-gold", "no-trace"])
  }

  @Test func otherCountsThanAllStay() async throws {
    for passes in 0...5 {
      let model = RuleModel(text: { $0.key.sample < passes ? "true" : "false" })
      let fates = try await SmallModelSolves(model.judge).fates(of: [statement("a")])
      #expect(fates[0].departure?.reason == (passes == 5 ? "always-solved" : nil))
      #expect(fates[0].example?.metadata["pass_count"] == (passes == 5 ? nil : .integer(passes)))
      #expect(model.requests == 5)
    }
  }

  @Test func samplesThatNeverCameProveNothing() async throws {
    let model = RuleModel { request in
      request.key.sample == 3 ? .failure(RuleModel.silence) : .success(Completion(text: "true"))
    }
    let fates = try await SmallModelSolves(model.judge).fates(of: [statement("a")])
    #expect(fates[0].example?.metadata["pass_count"] == 4)
    #expect(fates[0].example?.metadata["pass_samples"] == 4)
    let mute = RuleModel { _ in .failure(RuleModel.silence) }
    #expect(
      try await outcomes(SmallModelSolves(mute.judge), [statement("a"), statement("b", gold: nil)])
        == ["no-answer", "no-gold"])
  }

  @Test func guessesAreFoundInTheOtherOrder() async throws {
    // A teacher that always prefers what stands first, one that knows, and one that is silent.
    let guesser = RuleModel(text: { _ in "first" })
    let knower = RuleModel(text: { $0.messages[0].content.hasPrefix("good") ? "first" : "second" })
    let mute = RuleModel { _ in .failure(RuleModel.silence) }
    let vague = RuleModel(text: { _ in "hm" })
    let examples = [pair("a"), statement("s")]
    #expect(
      try await outcomes(SwappedOrder(guesser.judge), examples) == ["order-dependent", "kept"])
    #expect(try await outcomes(SwappedOrder(mute.judge), examples) == ["no-answer", "kept"])
    #expect(try await outcomes(SwappedOrder(vague.judge), examples) == ["no-verdict", "kept"])
    let fates = try await SwappedOrder(knower.judge).fates(of: examples)
    #expect(fates.allSatisfy { $0.example != nil })
    let trace = fates[0].example.flatMap { TeacherTrace(of: $0, order: .swapped) }
    #expect(trace?.judgment == .preference(.second))
    #expect(guesser.requests == 1)
  }

  @Test func noisyLabelsAreFoundByConfidentVotes() async throws {
    // 200 statements, 20 of them with the wrong label; a judge that is right 19 times of 20.
    var generator = SeededGenerator(seed: 5)
    var examples: [Example] = []
    var wrong: Set<String> = []
    for number in 0..<200 {
      let truth = generator.below(2) == 0
      let isWrong = number % 10 == 0
      if isWrong { wrong.insert("\(number)") }
      examples.append(
        statement("\(number)", "q\(number)", truth ? "yes" : "no", gold: truth != isWrong))
    }
    let model = RuleModel(text: { request in
      let isYes = request.messages[0].content == "yes"
      return isYes != (request.seed % 20 == 0) ? "true" : "false"
    })
    let filter = LabelNoise(model.judge, votes: 9)
    let surveyed = try await filter.annotated(examples)
    let fates = try await filter.fates(of: surveyed)
    let dropped = Set(zip(examples, fates).filter { $1.example == nil }.map(\.0.id))
    #expect(wrong.intersection(dropped).count >= 15)
    #expect(dropped.subtracting(wrong).count <= 2)
    #expect(fates.first { $0.departure != nil }?.departure?.detail.contains("votes: ") ?? false)
    // What has votes already is not asked again.
    let asked = model.requests
    _ = try await LabelNoise(model.judge).annotated(surveyed)
    #expect(model.requests == asked)
  }
}
