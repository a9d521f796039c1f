// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayTraining
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"), .serialized)
struct CheckpointResumeTests {
  struct Stop: Error {}

  @Test @TensorActor func `goes on as if it had never stopped`() async throws {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let set = try TinyWorld.examples(22)
      let settings = TinyWorld.settings(steps: 18, every: 5)
      let whole = EventBook()
      let reference = try TinyWorld.model()
      _ = try await SFTTrainer(settings: settings).train(reference, on: set) { whole.add($0) }

      // Killed in the middle of an epoch, three steps after its last checkpoint.
      let trainer = SFTTrainer(settings: settings, checkpoints: folder)
      await #expect(throws: Stop.self) {
        _ = try await trainer.train(TinyWorld.model(), on: set) { event in
          if case .step(let step) = event, step.step == 13 { throw Stop() }
        }
      }
      let rest = EventBook()
      let resumed = try TinyWorld.model(seed: 77)
      _ = try await trainer.train(resumed, on: set, resuming: true) { rest.add($0) }
      #expect(rest.steps.map(\.step) == Array(11...18))
      #expect(rest.losses == Array(whole.losses[10...]))
      #expect(rest.steps.map(\.epoch) == whole.steps[10...].map(\.epoch))
      #expect(try TinyWorld.weights(resumed) == TinyWorld.weights(reference))
    }
  }

  @Test @TensorActor func `saves where it was cancelled`() async throws {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let set = try TinyWorld.examples(12)
      let trainer = SFTTrainer(settings: TinyWorld.settings(steps: 30), checkpoints: folder)
      let run = Task { @TensorActor in
        try await trainer.train(TinyWorld.model(), on: set) { event in
          if case .step(let step) = event, step.step == 6 {
            withUnsafeCurrentTask { $0?.cancel() }
          }
        }
      }
      await #expect(throws: CancellationError.self) { try await run.value }
      let book = EventBook()
      _ = try await trainer.train(TinyWorld.model(), on: set, resuming: true) { book.add($0) }
      #expect(book.steps.first?.step == 7)
    }
  }

  @Test @TensorActor func `keeps the newest checkpoints only`() async throws {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let trainer = SFTTrainer(
        settings: TinyWorld.settings(steps: 10, every: 2), checkpoints: folder)
      _ = try await trainer.train(TinyWorld.model(), on: TinyWorld.examples(8))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
      #expect(names == ["step-000008", "step-000010"])
    }
  }

  @Test @TensorActor func `refuses another run's checkpoint`() async throws {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let settings = TinyWorld.settings(steps: 4, every: 2)
      _ = try await SFTTrainer(settings: settings, checkpoints: folder)
        .train(TinyWorld.model(), on: TinyWorld.examples(8))
      var other = settings
      other.optimiser.weightDecay = 0.5
      for (settings, seed) in [(other, 5), (settings, 6)] as [(SFTSettings, UInt64)] {
        do {
          _ = try await SFTTrainer(settings: settings, checkpoints: folder).train(
            TinyWorld.model(), on: TinyWorld.examples(8, seed: seed), resuming: true)
          Issue.record("resumed")
        } catch let error as AssayError {
          #expect(error.code == .invalidArgument)
        }
      }
    }
  }

  @Test @TensorActor func `keeps the old checkpoint where a new one cannot be saved`() async throws
  {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let place = folder.appending(path: "checkpoints")
      let moved = folder.appending(path: "moved")
      let trainer = SFTTrainer(
        settings: TinyWorld.settings(steps: 6, every: 2), checkpoints: place)
      let book = EventBook()
      do {
        _ = try await trainer.train(TinyWorld.model(), on: TinyWorld.examples(8)) { event in
          book.add(event)
          // With a file in the folder's place no further checkpoint can be written.
          if case .checkpointed(step: 2, _) = event {
            try FileManager.default.moveItem(at: place, to: moved)
            try Data().write(to: place)
          }
        }
        Issue.record("trained on")
      } catch let error as AssayError {
        #expect(error.code == .fileUnwritable)
      }
      #expect(book.steps.count == 4)
      try FileManager.default.removeItem(at: place)
      try FileManager.default.moveItem(at: moved, to: place)
      let rest = EventBook()
      _ = try await trainer.train(TinyWorld.model(), on: TinyWorld.examples(8), resuming: true) {
        rest.add($0)
      }
      #expect(rest.steps.map(\.step) == [3, 4, 5, 6])
    }
  }
}
