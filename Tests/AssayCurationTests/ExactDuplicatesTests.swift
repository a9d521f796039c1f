// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Testing

@Suite struct ExactDuplicatesTests {
  @Test func theFirstStaysAndIsNamed() async throws {
    let fates = try await ExactDuplicates().fates(of: [
      statement("a", "What is  2 + 3?"), statement("b", "what is 2 + 3?"),
      statement("c", "what is 2 - 3?"), statement("d", "WHAT IS\n2 + 3?", gold: false),
    ])
    #expect(fates.map { $0.departure?.reason } == [nil, "same-text", nil, "other-label"])
    #expect(fates[1].departure?.detail == "test/a")
    #expect(fates[3].departure?.filter == "exact-duplicates")
  }

  @Test func aPairEqualsItselfInTheOtherOrder() async throws {
    let filter = ExactDuplicates()
    #expect(
      try await outcomes(
        filter,
        [
          pair("a", ["x", "y"], gold: .first), pair("b", ["y", "x"], gold: .second),
          pair("c", ["y", "x"], gold: .first), pair("d", ["x", "z"], gold: .first),
        ]) == ["kept", "same-text", "other-label", "kept"])
  }

  @Test func twinsDifferAndQuestionsCanBeReducedToOne() async throws {
    let twins = [
      statement("a", "q", "A", gold: true), statement("b", "q", "B", gold: false),
      statement("c", "q2", "B", gold: false),
    ]
    #expect(try await outcomes(ExactDuplicates(), twins) == ["kept", "kept", "kept"])
    #expect(
      try await outcomes(ExactDuplicates(scope: .question), twins) == ["kept", "same-text", "kept"])
  }

  @Test func formatsDoNotMeet() async throws {
    var other = statement("b", "q", "A")
    other.format = .verification(reference: false)
    #expect(
      try await outcomes(ExactDuplicates(), [statement("a", "q", "A"), other]) == ["kept", "kept"])
  }

  @Test func manyExamplesInManyBatches() async throws {
    // Numbers below 700 repeat: what stays are the 700 different ones, whatever the batches.
    var generator = SeededGenerator(seed: 3)
    let numbers = (0..<5000).map { _ in generator.below(700) }
    let filter = ExactDuplicates(threads: 3)
    var seen: Set<Int> = []
    for start in stride(from: 0, to: numbers.count, by: 313) {
      let some = numbers[start..<min(start + 313, numbers.count)]
      let fates = try await filter.fates(of: some.map { statement("\($0)", "number \($0)") })
      #expect(fates.map { $0.example != nil } == some.map { seen.insert($0).inserted })
    }
  }
}
