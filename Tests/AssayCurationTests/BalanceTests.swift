// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Testing

@Suite struct BalanceTests {
  private static let trace = TeacherTrace(
    model: "t", reasoning: nil, answer: "first", judgment: .preference(.first))

  /// R3's 4,000 by position: 365 to 304, in two sources.
  private static func leaning(_ change: (Int, Example) -> Example = { $1 }) -> [Example] {
    var generator = SeededGenerator(seed: 9)
    let examples = (0..<669).map { number in
      change(
        number,
        pair(
          "\(number)", ["good \(number)", "bad"].shuffledIf(number >= 365),
          gold: number < 365 ? .first : .second, source: number % 3 == 0 ? "s" : "t"))
    }
    return generator.shuffled(examples)
  }

  private func run(_ filter: any SurveyingFilter, _ examples: [Example]) async throws -> [Fate] {
    for start in stride(from: 0, to: examples.count, by: 100) {
      try await filter.survey(Array(examples[start..<min(start + 100, examples.count)]))
    }
    return try await filter.fates(of: examples)
  }

  private func positions(_ fates: [Fate], _ source: String) -> (Int, Int) {
    let golds = fates.compactMap(\.example).filter { $0.source == source }.map(\.gold)
    return (
      golds.count { $0 == .preference(.first) }, golds.count { $0 == .preference(.second) }
    )
  }

  @Test func swappingBalancesEverySource() async throws {
    let examples = Self.leaning()
    let fates = try await run(PositionBalance(seed: 1), examples)
    #expect(fates.allSatisfy { $0.example != nil })
    for source in ["s", "t"] {
      let (first, second) = positions(fates, source)
      #expect(abs(first - second) <= 1)
    }
    // No more pairs are swapped than it takes, and the better response stays the better one.
    let swapped = fates.compactMap(\.example).count { $0.metadata["swapped"] == true }
    #expect(abs(swapped - 30) <= 1)
    for example in fates.compactMap(\.example) {
      let better = example.gold == .preference(.first) ? 0 : 1
      #expect(example.responses[better].hasPrefix("good"))
    }
    #expect(try await run(PositionBalance(seed: 1), examples) == fates)
    #expect(try await run(PositionBalance(seed: 2), examples) != fates)
  }

  @Test func aTraceForbidsTheSwapUnlessThereIsOneOfTheOtherOrder() async throws {
    let traced = Self.leaning { _, example in Self.trace.attached(to: example) }
    let fates = try await run(PositionBalance(), traced)
    #expect(fates.map(\.example) == traced)
    let both = Self.leaning { _, example in
      var other = Self.trace
      other.judgment = .preference(.second)
      return other.attached(to: Self.trace.attached(to: example), order: .swapped)
    }
    let balanced = try await run(PositionBalance(), both)
    let (first, second) = positions(balanced, "t")
    #expect(abs(first - second) <= 1)
    for example in balanced.compactMap(\.example) where example.metadata["swapped"] == true {
      #expect(TeacherTrace(of: example)?.judgment == .preference(.second))
      #expect(TeacherTrace(of: example, order: .swapped)?.judgment == .preference(.first))
    }
  }

  @Test func theRestLeavesOnlyOnRequest() async throws {
    let traced = Self.leaning { number, example in
      number % 2 == 0 || number > 40 ? Self.trace.attached(to: example) : example
    }
    let fates = try await run(PositionBalance(drops: true), traced)
    for source in ["s", "t"] {
      let (first, second) = positions(fates, source)
      #expect(abs(first - second) <= 1)
    }
    // 61 too many: 20 pairs can be swapped, each of which takes two away.
    #expect((19...23).contains(fates.count { $0.departure?.reason == "excess-position" }))
  }

  @Test func labelsAreBalancedByDropping() async throws {
    let examples = (0..<400).map { statement("\($0)", "q", "r\($0)", gold: $0 % 4 != 0) }
    let equal = try await run(LabelBalance(), examples)
    #expect(equal.count { $0.example?.gold == .boolean(true) } == 100)
    #expect(equal.count { $0.example?.gold == .boolean(false) } == 100)
    let loose = try await run(LabelBalance(ratio: 2), examples)
    #expect(loose.count { $0.example?.gold == .boolean(true) } == 200)
    #expect(try await run(LabelBalance(ratio: 3), examples).allSatisfy { $0.example != nil })
    #expect(throws: AssayError.self) { try LabelBalance(ratio: 0.5) }
    // Every example is as likely to leave: the first half holds about half of what stays.
    let early = equal[..<200].count { $0.example?.gold == .boolean(true) }
    #expect((35...65).contains(early))
  }
}

extension [String] {
  fileprivate func shuffledIf(_ condition: Bool) -> [String] { condition ? reversed() : self }
}
