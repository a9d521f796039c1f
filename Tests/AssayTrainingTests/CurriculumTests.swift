// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTraining
import Testing

@Suite struct CurriculumTests {
  static func rollout(_ number: Int, correct: Int, of count: Int = 4) -> Rollout {
    Rollout(
      iteration: 1,
      example: Example(
        id: "e\(number)", format: .binary, input: "", responses: ["x"], source: "test",
        group: "g\(number)"),
      gold: .boolean(number.isMultiple(of: 2)),
      samples: (0..<count).map { index in
        let isCorrect = (index + number) % count < correct
        return Rollout.Sample(
          text: "s\(index)", finishReason: .stop,
          outcome: isCorrect ? .judged(.boolean(true)) : .unscored(.unparsed),
          isCorrect: isCorrect)
      }, seed: 3)
  }

  static let rollouts = (0..<100).map { rollout($0, correct: $0 % 5) }

  @Test func `keeps one right sample, any of them, and drops the rest`() {
    for rollout in Self.rollouts {
      if let chosen = rollout.chosen {
        #expect(rollout.samples[chosen].isCorrect)
      } else {
        #expect(rollout.passRate == 0)
      }
    }
    let kept = (0..<400).compactMap { Self.rollout($0, correct: 4).chosen }
    for index in 0..<4 {
      #expect((70...130).contains(kept.count { $0 == index }))
    }
  }

  @Test func `puts the easiest first`() {
    let items = Curriculum(Self.rollouts, verdictOnlyShare: 0.5, seed: 1).items
    #expect(items.count == 80)
    #expect(items.map(\.passRate) == items.map(\.passRate).sorted(by: >))
    #expect(items.first?.passRate == 1 && items.last?.passRate == 0.25)
    #expect(items.count { $0.form == .verdictOnly } == 40)
    #expect(Set(items.map(\.rollout)).count == 80)
    // Ties are shuffled: their order must not be that of the data.
    let easiest = items.prefix(20).map(\.rollout)
    #expect(easiest != easiest.sorted())
  }

  @Test func `counts acceptance and balance by task`() throws {
    let table = AcceptanceTable(Self.rollouts)
    let row = try #require(table.rows.first)
    #expect(table.rows.count == 1)
    #expect(row.task == "binary" && row.iteration == 1)
    #expect(row.examples == 100 && row.accepted == 80 && row.acceptance == 0.8)
    #expect(abs(row.passRate - 0.5) < 1e-12)
    #expect(row.unscored == ["unparsed": 200])
    #expect(row.sampledBalance == ["true": 50, "false": 50])
    #expect(row.acceptedBalance == ["true": 40, "false": 40])
  }
}
