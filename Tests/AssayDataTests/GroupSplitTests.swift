// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import Testing

@Suite struct GroupSplitTests {
  private static func examples(groups: Int, each: Int = 3) -> [Example] {
    (0..<groups).flatMap { group in
      (0..<each).map { row in
        Example(
          id: "\(group)/\(row)", format: .binary, input: "", responses: [""], source: "made",
          group: QuestionHash("\(group)").hex)
      }
    }
  }

  private static func groups(_ examples: [Example]) -> Set<String> { Set(examples.map(\.group)) }

  @Test func `No group is in two parts, and the shares are about as asked`() throws {
    let examples = Self.examples(groups: 10_000)
    let split = try GroupSplit(validation: 0.1, test: 0.2, seed: 7)
    let parts = split.parts(of: examples)
    let sides = GroupSplit.Part.allCases.map { Self.groups(parts[$0]) }
    #expect(sides.map(\.count).reduce(0, +) == 10_000)
    #expect(sides[0].isDisjoint(with: sides[1].union(sides[2])))
    #expect(sides[1].isDisjoint(with: sides[2]))
    // Four standard deviations of a binomial count.
    #expect(abs(sides[1].count - 1_000) < 120)
    #expect(abs(sides[2].count - 2_000) < 160)
    #expect(parts.training.count + parts.validation.count + parts.test.count == examples.count)
  }

  @Test func `A group stays where it is when the data grows or is shuffled`() throws {
    let split = try GroupSplit(validation: 0.3, test: 0.3, seed: 1)
    let few = split.parts(of: Self.examples(groups: 100))
    var generator = SeededGenerator(seed: 5)
    let many = split.parts(of: generator.shuffled(Self.examples(groups: 1_000)))
    for part in GroupSplit.Part.allCases {
      #expect(Self.groups(few[part]).isSubset(of: Self.groups(many[part])))
    }
  }

  @Test func `Another seed splits otherwise`() throws {
    let examples = Self.examples(groups: 200)
    let one = try GroupSplit(test: 0.5, seed: 1).parts(of: examples)
    let two = try GroupSplit(test: 0.5, seed: 2).parts(of: examples)
    #expect(Self.groups(one.test) != Self.groups(two.test))
    #expect(!Self.groups(one.test).isDisjoint(with: Self.groups(two.test)))
  }

  @Test func `Exact numbers of groups are exact, and order does not matter`() throws {
    let examples = Self.examples(groups: 500)
    let parts = try GroupSplit.parts(of: examples, validationGroups: 30, testGroups: 100, seed: 3)
    #expect(Self.groups(parts.test).count == 100)
    #expect(Self.groups(parts.validation).count == 30)
    #expect(parts.training.count == 370 * 3)
    let reversed = try GroupSplit.parts(
      of: examples.reversed(), validationGroups: 30, testGroups: 100, seed: 3)
    #expect(Self.groups(reversed.test) == Self.groups(parts.test))
    #expect(Self.groups(reversed.validation) == Self.groups(parts.validation))
  }

  @Test func `Impossible shares and numbers are refused`() {
    for (validation, test) in [(-0.1, 0.5), (0.6, 0.6), (.nan, 0.1), (0, 1.5)] {
      let error = #expect(throws: AssayError.self) {
        try GroupSplit(validation: validation, test: test, seed: 0)
      }
      #expect(error?.code == .invalidArgument)
    }
    let examples = Self.examples(groups: 5)
    for (validation, test) in [(0, 6), (3, 3), (-1, 1), (1, -1)] {
      #expect(throws: AssayError.self) {
        try GroupSplit.parts(
          of: examples, validationGroups: validation, testGroups: test, seed: 0)
      }
    }
  }

  /// The split is part of what makes a published number repeatable, so it must never change.
  @Test func `The split of a few groups is pinned`() throws {
    let split = try GroupSplit(validation: 0.25, test: 0.25, seed: 42)
    let parts = ["a", "b", "c", "d", "e", "f", "g", "h"].map { split.part(ofGroup: $0).rawValue }
    #expect(parts == Self.pinned)
  }

  private static let pinned = [
    "test", "training", "training", "training", "validation", "training", "test", "validation",
  ]
}
