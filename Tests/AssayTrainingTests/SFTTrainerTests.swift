// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayTraining
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"), .serialized)
struct SFTTrainerTests {
  @Test(arguments: [PrecisionChoice.float32, .bfloat16])
  @TensorActor
  func `learns eight examples by heart`(precision: PrecisionChoice) async throws {
    try TinyWorld.load()
    let model = try TinyWorld.model()
    var settings = TinyWorld.settings(steps: 120, rate: 1e-2, examples: 8)
    settings.precision = precision
    let book = EventBook()
    let set = try TinyWorld.examples(8)
    let summary = try await SFTTrainer(settings: settings).train(model, on: set) { book.add($0) }
    #expect(book.losses[0] > 2.5)
    #expect(summary.finalLoss < 0.02)
    #expect(summary.steps == 120 && summary.tokens == 120 * set.tokenCount)
    guard case .started(let start) = book.all.first else {
      Issue.record("no start")
      return
    }
    #expect(start.precision == precision.rawValue)
    #expect(start.parameters == TinyWorld.configuration.parameterCount)
    #expect(book.all.last == .finished(summary))
  }

  @Test @TensorActor func `gives the same weights for the same seed`() async throws {
    try TinyWorld.load()
    let set = try TinyWorld.examples(30)
    var results: [[[Float]]] = []
    for seed: UInt64 in [9, 9, 10] {
      let model = try TinyWorld.model()
      var settings = TinyWorld.settings(steps: 12)
      settings.seed = seed
      _ = try await SFTTrainer(settings: settings).train(model, on: set)
      results.append(try TinyWorld.weights(model))
    }
    #expect(results[0] == results[1])
    #expect(results[0] != results[2])
  }

  @Test @TensorActor func `masks the prompt`() async throws {
    try TinyWorld.load()
    let model = try TinyWorld.model()
    let example = try TrainingExample(
      id: "a", promptTokens: [3, 4, 5, 6], completionTokens: [7, 8, 1])
    let book = EventBook()
    _ = try await SFTTrainer(settings: TinyWorld.settings(steps: 1)).train(
      model, on: TrainingSet(examples: [example])
    ) { book.add($0) }
    // The first step of a warm-up has rate 0, so the model is still the fresh one.
    let logits = try model.logits(Tensor([3, 4, 5, 6, 7, 8], shape: [1, 6])).logSoftmax(dim: -1)
    let values = try logits.floats()
    let size = TinyWorld.configuration.vocabularySize
    let targets = [(3, 7), (4, 8), (5, 1)]
    let sum = targets.reduce(Float(0)) { $0 + values[$1.0 * size + $1.1] }
    #expect(abs(book.losses[0] + Double(sum / 3)) < 1e-5)
  }

  @Test @TensorActor func `stops with the step when the loss is no number`() async throws {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let model = try TinyWorld.model()
      var settings = TinyWorld.settings(steps: 40, rate: 1, every: 2)
      settings.optimiser.clipNorm = nil
      settings.schedule = LearningRateSchedule(.constant, peak: 1)
      settings.checkpoints.kept = 1
      let book = EventBook()
      let trainer = SFTTrainer(settings: settings, checkpoints: folder)
      do {
        // After four steps the weights are made useless, as an overflow would.
        _ = try await trainer.train(model, on: TinyWorld.examples(16)) { event in
          book.add(event)
          if case .step(let step) = event, step.step == 4 {
            try await TensorActor.run {
              try withNoGradient { try model.parameters.tensors[0].fillInPlace(.nan) }
            }
          }
        }
        Issue.record("trained on")
      } catch let error as AssayError {
        #expect(error.code == .trainingDiverged)
        #expect(error.message.contains("step 5"))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).count == 1)
    }
  }

  @Test @TensorActor func `refuses what does not go together`() async throws {
    try TinyWorld.load()
    let fixed = try Qwen3Model(TinyWorld.configuration, seed: 1)
    let trainable = try TinyWorld.model()
    let good = try TinyWorld.examples(2)
    func one(_ prompt: [Int]) throws -> TrainingSet {
      TrainingSet(
        examples: [try TrainingExample(id: "a", promptTokens: prompt, completionTokens: [1])])
    }
    let cases: [(Qwen3Model, TrainingSet)] = [
      (fixed, good), (trainable, TrainingSet(examples: [])), (trainable, try one([24])),
      (trainable, try one(Array(repeating: 2, count: 49))),
    ]
    for (model, set) in cases {
      do {
        _ = try await SFTTrainer(settings: TinyWorld.settings(steps: 1)).train(model, on: set)
        Issue.record("trained")
      } catch let error as AssayError {
        #expect(error.code == .invalidArgument)
      }
    }
  }

  @Test @TensorActor func `computes a narrow model in float32 unless told otherwise`() async throws
  {
    try TinyWorld.load()
    var settings = TinyWorld.settings(steps: 1)
    settings.precision = .automatic
    let book = EventBook()
    _ = try await SFTTrainer(settings: settings).train(
      TinyWorld.model(), on: TinyWorld.examples(4)
    ) { book.add($0) }
    guard case .started(let start) = book.all.first else {
      Issue.record("no start")
      return
    }
    #expect(start.precision == "float32")
    #expect(!start.precisionReason.isEmpty)
  }

  @Test @TensorActor func `evaluates when asked to and at the end`() async throws {
    try TinyWorld.load()
    var settings = TinyWorld.settings(steps: 7)
    settings.evaluateEvery = 3
    let book = EventBook()
    let trainer = SFTTrainer(settings: settings, evaluate: { _, step in ["at": Double(step)] })
    _ = try await trainer.train(TinyWorld.model(), on: TinyWorld.examples(8)) { book.add($0) }
    let steps = book.all.compactMap { event -> Int? in
      guard case .evaluated(let step, let metrics) = event else { return nil }
      #expect(metrics == ["at": Double(step)])
      return step
    }
    #expect(steps == [3, 6, 7])
  }
}
