// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct DigitChainsTests {
  private let allTasks = DigitChainTask.allCases

  @Test func firstExamplesNeverChange() {
    let world = DigitChains(.init(seed: 1, tasks: evenTasks))
    let shown = world.prefix(4).map { example in
      "\(example.format.name)|\(example.instruction)|\(example.input)|"
        + "\(example.responses.joined(separator: "/"))|\(example.gold.map(\.description) ?? "-")"
    }
    #expect(shown == Self.golden)
  }

  private static let golden = [
    "binary|logic|~F\na^T\nb^~F|a~F^T=F\nbF&~F=F\nc=F|false",
    "verification-reference|logic|F\na^~F\nb&T|aF^~F=T\nbT&T=T\nc=F|false",
    "pairwise|mod 10|0\na+4\nb*3|a0*4=0\nb0*3=0\nc=0/a0+4=4\nb4*3=2\nc=2|second",
    "pointwise|sort|198|a1\nb9\nc=19|2",
  ]

  @Test func exampleDependsOnSeedAndIndexAlone() {
    let world = DigitChains(.init(seed: 3))
    let stream = Array(world.prefix(300))
    #expect(stream[271] == DigitChains(.init(seed: 3)).example(at: 271))
    #expect(Set(stream.map(\.id)).count == 300)
    #expect(stream != Array(DigitChains(.init(seed: 4)).prefix(300)))
  }

  @Test func examplesObeyTheLawsOfASource() async throws {
    let world = DigitChains(.init(seed: 9, tasks: evenTasks))
    try await withTemporaryFolder { folder in
      let file = ExampleFile(folder.appending(path: "chains.jsonl"))
      let breaches = try ExampleLaws.breaches(loading: { Array(world.prefix(300)) }) { examples in
        try file.write(examples)
        return try file.read()
      }
      #expect(breaches == [])
    }
  }

  @Test(arguments: DigitChainTask.allCases)
  func goldAgreesWithAnIndependentChecker(_ task: DigitChainTask) throws {
    let world = DigitChains(.init(seed: 11))
    for index in 0..<1000 {
      let example = world.example(task, at: index)
      let errors = lines(of: example).map {
        IndependentChecker.firstError(
          instruction: example.instruction, input: example.input, lines: $0)
      }
      let expected: Judgment
      switch task {
      case .pairwise:
        #expect((errors[0] == nil) != (errors[1] == nil), "\(example)")
        expected = .preference(errors[0] == nil ? .first : .second)
      case .stepwise: expected = .firstError(errors[0])
      case .referenceVerification:
        let reference = try #require(example.reference)
        expected = .boolean(lines(of: example)[0].last == "=" + reference)
        #expect((errors[0] == nil) == (expected == .boolean(true)))
      case .verification, .binary: expected = .boolean(errors[0] == nil)
      case .rating:
        let answer = lines(of: example)[0].count - 1
        let score =
          switch errors[0] {
          case nil: 5
          case .some(answer) where isAnswerAlone(example): 4
          case .some(0): 1
          case .some(1): 2
          default: 3
          }
        expected = .score(score)
      }
      #expect(example.gold == expected, "\(example)")
      #expect(DigitChains.judgment(of: example) == expected)
    }
  }

  @Test func errorsAreWhatTheMetadataSays() throws {
    let world = DigitChains(.init(seed: 5))
    var kinds: [String: Int] = [:]
    for index in 0..<2500 {
      let example = world.example(.stepwise, at: index)
      let steps = try #require(example.steps)
      guard let error = example.metadata["error"] else {
        #expect(example.gold == .firstError(nil))
        continue
      }
      let kind = try #require(error["kind"]?.stringValue)
      let step = try #require(error["step"]?.integerValue)
      kinds["\(example.domain) \(kind)", default: 0] += 1
      #expect(example.gold == .firstError(step))
      #expect((kind == "wrong-answer") == (step == DigitChains.problem(of: example)?.stepCount))
      #expect(
        IndependentChecker.laterLinesFollow(
          instruction: example.instruction, lines: steps, after: step), "\(example)")
      let expected = try #require(DigitChains.problem(of: example)).solution.count
      #expect(steps.count == (kind == "skipped-step" ? expected - 1 : expected))
    }
    let counts = ChainDomain.allCases.flatMap { domain in
      (domain.stepErrors + [.wrongAnswer]).map { kinds["\(domain.rawValue) \($0.rawValue)"] ?? 0 }
    }
    #expect(counts.allSatisfy { $0 > 20 })
  }

  @Test func labelsAndPositionsAreBalanced() {
    var counts: [String: [String: Int]] = [:]
    for example in DigitChains(.init(seed: 21, tasks: evenTasks)).prefix(10_000) {
      counts[example.format.name, default: [:]][example.gold?.description ?? "-", default: 0] += 1
    }
    func share(_ label: String, of task: DigitChainTask) -> Double {
      let labels = counts[task.rawValue] ?? [:]
      return Double(labels[label] ?? 0) / Double(max(1, labels.values.reduce(0, +)))
    }
    // Five standard errors of a share of a half among 1,667.
    func isNear(_ label: String, of task: DigitChainTask, _ expected: Double) -> Bool {
      abs(share(label, of: task) - expected) < 0.06
    }
    #expect(isNear("first", of: .pairwise, 0.5))
    for task in [DigitChainTask.referenceVerification, .verification, .binary] {
      #expect(isNear("true", of: task, 0.5))
    }
    #expect((1...5).allSatisfy { isNear("\($0)", of: .rating, 0.2) }, "\(counts)")
    #expect(isNear("no error", of: .stepwise, 0.25), "\(counts)")
    #expect((0...4).allSatisfy { share("step \($0)", of: .stepwise) > 0.04 }, "\(counts)")
  }

  @Test func tasksAndDomainsComeInTheirShares() {
    let world = DigitChains(
      .init(
        seed: 2, tasks: [.pairwise: 3, .rating: 1], domains: [.logic: 1, .copying: 1]))
    let examples = Array(world.prefix(4000))
    let pairs = Double(examples.count { $0.format.isPairwise }) / 4000
    #expect(abs(pairs - 0.75) < 0.03)
    #expect(Set(examples.map(\.domain)) == ["logic", "copying"])
  }

  @Test func errorsComeInTheirShares() {
    let world = DigitChains(
      .init(seed: 2, tasks: [.rating: 1], errors: [.wrongDigit: 3, .miscopied: 1]))
    var kinds: [String: Int] = [:]
    for example in world.prefix(4000) where example.domain == "arithmetic" {
      kinds[example.metadata["error"]?["kind"]?.stringValue ?? "none", default: 0] += 1
    }
    #expect(Set(kinds.keys) == ["wrong-digit", "miscopied", "wrong-answer", "none"])
    let share = Double(kinds["wrong-digit"] ?? 0) / Double(max(1, kinds["miscopied"] ?? 0))
    #expect((2.4...3.6).contains(share))
  }

  @Test func someResponsesShowTheAnswerAlone() throws {
    let world = DigitChains(.init(seed: 3, tasks: evenTasks, answerOnlyShare: 0.4))
    let full = DigitChains(.init(seed: 3, tasks: evenTasks))
    var alone = 0
    for (example, shown) in zip(world.prefix(2000), full.prefix(2000)) {
      #expect(example.gold == shown.gold)
      #expect(DigitChains.judgment(of: example) == example.gold, "\(example)")
      guard example.responses != shown.responses else { continue }
      alone += 1
      #expect(example.responses.allSatisfy { !$0.contains("\n") && $0.contains("=") })
      #expect(example.metadata["critique"] != shown.metadata["critique"])
    }
    // 40 % of the three tasks of six.
    #expect((320...480).contains(alone))
  }

  @Test func groupsOfTheHalvesNeverMeet() throws {
    let trained = Set(
      (0..<3).flatMap { seed in
        DigitChains(.init(seed: seed)).prefix(3000).map(\.group)
      })
    let held = try DigitChains(.init(seed: 1, split: .heldOut))
      .examples(groups: 500, tasks: DigitChainTask.fare)
    #expect(Set(held.map(\.group)).count == 500)
    #expect(held.count == 2500)
    #expect(trained.isDisjoint(with: held.map(\.group)))
    #expect(held.allSatisfy { DigitChains.Split(group: $0.group) == .heldOut })
    let mirrored = Dictionary(grouping: held, by: \.group).values.map { Set($0.map(\.input)) }
    #expect(mirrored.allSatisfy { $0.count == 1 })
  }

  @Test func tooFewProblemsAreAnError() {
    // Sorting has no more than 3,606 held-out problems.
    let world = DigitChains(.init(split: .heldOut, domains: [.sorting: 1]))
    let error = #expect(throws: AssayError.self) {
      try world.examples(groups: 4000, tasks: []).count
    }
    #expect(error?.code == .limitExceeded)
  }

  private var evenTasks: [DigitChainTask: Double] {
    Dictionary(uniqueKeysWithValues: allTasks.map { ($0, 1) })
  }

  private func lines(of example: Example) -> [[String]] {
    example.steps.map { [$0] }
      ?? example.responses.map { response in
        response.split(separator: "\n").map { String($0.dropFirst()) }
      }
  }

  private func isAnswerAlone(_ example: Example) -> Bool {
    let steps = lines(of: example)[0].count - 1
    return steps == (DigitChains.problem(of: example)?.stepCount ?? -1)
  }
}
