// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTraining
import Testing

@Suite struct RolloutBatchesTests {
  /// Three of four groups have one verification, the fourth a pair and its twin.
  static let examples: [Example] = (0..<120).flatMap { number -> [Example] in
    let group = "g\(number)"
    guard number.isMultiple(of: 4) else {
      return [
        Example(
          id: "v\(number)", format: .verification(reference: false), input: "", responses: ["x"],
          gold: .boolean(true), source: "test", group: group)
      ]
    }
    let pair = Example(
      id: "p\(number)", format: .pairwise(ties: false), input: "", responses: ["x", "y"],
      gold: .preference(.first), source: "test", group: group)
    var twin = pair.swapped()
    twin.id = "t\(number)"
    return [pair, twin]
  }

  @Test func `cuts into disjoint batches of one mix`() throws {
    let batches = try RolloutBatches.cut(Self.examples, into: 3, seed: 1)
    #expect(batches.count == 3)
    #expect(
      batches.joined().map(\.id).sorted() == Self.examples.map(\.id).sorted())
    for batch in batches {
      #expect(batch.count { $0.format.isPairwise } == 20)
      #expect(batch.count { !$0.format.isPairwise } == 30)
    }
  }

  @Test func `keeps groups together`() throws {
    let batches = try RolloutBatches.cut(Self.examples, into: 7, seed: 1)
    let groups = batches.map { Set($0.map(\.group)) }
    #expect(groups.map(\.count).reduce(0, +) == 120)
    #expect(groups.reduce(into: Set()) { $0.formUnion($1) }.count == 120)
  }

  @Test func `follows the seed`() throws {
    func ids(_ seed: UInt64) throws -> [[String]] {
      try RolloutBatches.cut(Self.examples, into: 3, seed: seed).map { $0.map(\.id) }
    }
    #expect(try ids(1) == ids(1))
    #expect(try ids(1) != ids(2))
  }

  @Test(arguments: [0, -1, 121])
  func `refuses more batches than groups`(count: Int) {
    #expect {
      try RolloutBatches.cut(Self.examples, into: count, seed: 1)
    } throws: { ($0 as? AssayError)?.code == .invalidArgument }
  }
}
