// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import AssayTraining
import Foundation
import Testing

@Suite struct TrainingLogTests {
  static func step(_ number: Int, loss: Double) -> TrainingStep {
    TrainingStep(
      step: number, of: 400, epoch: 2, loss: loss, learningRate: 2.1e-3, gradientNorm: 0.84,
      tokens: 4000, targets: 900, tokensPerSecond: 31_234, secondsLeft: 370)
  }

  @Test func `reads back what it wrote, the later of two equal steps`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "run/log.jsonl")
      let first = try TrainingLog(appendingTo: file)
      try first.append(.step(Self.step(1, loss: 3)))
      try first.append(.step(Self.step(2, loss: 2)))
      try first.append(.checkpointed(step: 2, folder: folder))
      let second = try TrainingLog(appendingTo: file)
      try second.append(.step(Self.step(2, loss: 1.5)))
      try second.append(.evaluated(step: 2, metrics: ["stepwise": 0.5]))
      let summary = TrainingSummary(
        steps: 2, finalLoss: 1.5, seconds: 1, tokens: 8000, tokensPerSecond: 8000)
      try second.append(.finished(summary))
      // A process that was killed leaves half a line.
      let handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("{\"event\":\"st".utf8))
      let course = try TrainingLog.read(file)
      #expect(course.steps.map(\.loss) == [3, 1.5])
      #expect(course.evaluations.map(\.step) == [2])
      #expect(course.evaluations.map(\.metrics) == [["stepwise": 0.5]])
      #expect(course.summary == summary)
    }
  }

  @Test func `names the line that is no event`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "log.jsonl")
      let log = try TrainingLog(appendingTo: file)
      try log.append(.step(Self.step(1, loss: 3)))
      let handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("{\"event\":\"stop\"}\n".utf8))
      do {
        _ = try TrainingLog.read(file)
        Issue.record("accepted")
      } catch let error as AssayError {
        #expect(error.code == .malformedRow)
        #expect(error.location?.line == 2)
      }
    }
  }

  @Test func `writes a step for people`() {
    #expect(
      Self.step(120, loss: 0.43123).line
        == "step 120/400  epoch 2  loss 0.4312  lr 2.1e-03  |g| 0.84  31.2k tokens/s  "
        + "6 min 10 s left")
  }
}
