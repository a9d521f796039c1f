// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import Testing

@Suite struct FateTests {
  @Test func sayEitherTheExampleOrTheReason() {
    let example = Example(
      id: "a", format: .binary, input: "2 + 2", responses: ["4"], source: "sums", group: "g")
    #expect(Fate.kept(example).example == example)
    #expect(Fate.kept(example).departure == nil)
    let departure = Departure(filter: "exact-duplicates", reason: "same-text", detail: "b")
    #expect(Fate.dropped(departure).example == nil)
    #expect(Fate.dropped(departure).departure == departure)
  }
}
