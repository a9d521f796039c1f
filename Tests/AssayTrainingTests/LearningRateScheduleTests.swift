// SPDX-License-Identifier: Apache-2.0
import AssayTraining
import Testing

@Suite struct LearningRateScheduleTests {
  // Values of transformers' get_{cosine,linear}_schedule_with_warmup at peak 1, 10 steps,
  // 2 of them warm-up.
  @Test(arguments: [
    (
      LearningRateSchedule.Shape.cosine,
      [
        0, 0.5, 1, 0.961_939_766_255_643_4, 0.853_553_390_593_273_7, 0.691_341_716_182_544_8, 0.5,
        0.308_658_283_817_455_1, 0.146_446_609_406_726_2, 0.038_060_233_744_356_63,
      ]
    ),
    (.linear, [0, 0.5, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125]),
    (.constant, [0, 0.5, 1, 1, 1, 1, 1, 1, 1, 1]),
  ])
  func `follows the usual libraries`(shape: LearningRateSchedule.Shape, expected: [Double]) {
    let schedule = LearningRateSchedule(shape, peak: 1, warmUp: .steps(2))
    for (step, rate) in expected.enumerated() {
      #expect(abs(schedule.rate(step: step, of: 10) - rate) < 1e-12, "step \(step)")
    }
  }

  @Test func `ends at its final share`() {
    let schedule = LearningRateSchedule(.cosine, peak: 0.2, finalShare: 0.1)
    #expect(abs(schedule.rate(step: 100, of: 100) - 0.02) < 1e-15)
    #expect(abs(schedule.rate(step: 0, of: 100) - 0.2) < 1e-15)
  }

  @Test func `rounds a share of warm-up up`() {
    let schedule = LearningRateSchedule(.linear, peak: 1, warmUp: .share(0.1))
    #expect(schedule.warmUpSteps(of: 25) == 3)
    #expect(schedule.rate(step: 3, of: 25) == 1)
  }
}
