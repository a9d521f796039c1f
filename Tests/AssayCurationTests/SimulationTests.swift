// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct SimulationTests {
  /// 20,000 become 13,772 and then 3,949: just those on which the teacher is right and which the
  /// small model does not always solve.
  @Test func filtersKeepWhatTheyShouldAndOnlyThat() async throws {
    let world = SimulatedWorld(seed: 2505)
    #expect(world.examples.count == SimulatedWorld.total)
    let (teacher, small) = (world.teacherModel, world.smallModel)
    try await withTemporaryFolder { folder in
      let pass = FilterPass(
        [TeacherAgreement(teacher.judge), SmallModelSolves(small.judge)], batchSize: 500,
        scratch: folder)
      var kept: [Example] = []
      var gone = 0
      let account = try await pass.run(ExampleStream(world.examples)) { result in
        switch result {
        case .kept(let example): kept.append(example)
        case .dropped: gone += 1
        }
      }
      #expect(account.steps.map(\.after.count) == [SimulatedWorld.agreed, SimulatedWorld.hard])
      #expect(kept.count + gone == SimulatedWorld.total)
      // 31 % leave at the first filter and 71 % of the rest at the second, as published.
      #expect(account.count("teacher-agreement", "no-answer") == 200)
      #expect(account.count("teacher-agreement", "no-verdict") == 200)
      #expect(
        account.count("teacher-agreement", "wrong-verdict")
          == SimulatedWorld.total - SimulatedWorld.agreed - 400)
      #expect(
        account.count("small-model-solves", "always-solved")
          == SimulatedWorld.agreed - SimulatedWorld.hard)
      // The order of the input, no example twice, and the very ones that should stay.
      let expected = world.examples.filter { (world.passes["\($0.source)/\($0.id)"] ?? 5) < 5 }
      #expect(kept.map(\.id) == expected.map(\.id))
      for example in kept {
        let name = "\(example.source)/\(example.id)"
        #expect(example.metadata["pass_count"]?.integerValue == world.passes[name])
        #expect(TeacherTrace(of: example)?.reasoning == "thoughts")
      }
      // The teacher is asked once an example and once more where it could not be read; the small
      // model is asked five times about what is left.
      #expect(teacher.requests == SimulatedWorld.total + 200)
      #expect(small.requests == 5 * SimulatedWorld.agreed)
    }
  }
}
