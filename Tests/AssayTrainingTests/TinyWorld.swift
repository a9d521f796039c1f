// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayTraining
import Foundation
import Synchronization

/// A tiny model and tiny data that the numeric tests train.
enum TinyWorld {
  /// Loads the tensor library; one thread makes sums come out the same on every machine.
  static func load() throws {
    try TensorRuntime.load(searching: TorchRuntime.searchPaths)
    try TensorRuntime.setThreads(1)
  }

  static let configuration = Qwen3Configuration(
    vocabularySize: 24, hiddenSize: 32, intermediateSize: 64, layerCount: 2, headCount: 4,
    keyValueHeadCount: 2, headSize: 8, contextLength: 48, initializerRange: 0.1)

  /// A model that can be trained; equal seeds give equal weights.
  static func model(seed: UInt64 = 1) throws -> Qwen3Model {
    try Qwen3Model(configuration, seed: seed).trainable()
  }

  /// Completions that do not follow from their prompts: they can only be learnt by heart.
  static func examples(_ count: Int, seed: UInt64 = 5) throws -> TrainingSet {
    var generator = SeededGenerator(seed: seed)
    return TrainingSet(
      examples: try (0..<count).map { index in
        func tokens(_ count: Int) -> [Int] { (0..<count).map { _ in 2 + generator.below(22) } }
        let prompt = tokens(3 + generator.below(12))
        return try TrainingExample(
          id: "e\(index)", promptTokens: prompt,
          completionTokens: tokens(2 + generator.below(6)) + [1])
      })
  }

  static func settings(
    steps: Int, rate: Double = 5e-3, examples: Int = 4, every: Int? = nil
  ) -> SFTSettings {
    SFTSettings(
      schedule: LearningRateSchedule(.cosine, peak: rate, warmUp: .steps(2)),
      batches: BatchSettings(size: .examples(examples)), length: .steps(steps),
      precision: .float32, checkpoints: CheckpointSettings(every: every), seed: 9)
  }

  /// The numbers of all parameters.
  @TensorActor
  static func weights(_ model: any DecoderModel) throws -> [[Float]] {
    try model.parameters.tensors.map { try $0.floats() }
  }
}

/// Collects the events of a run.
final class EventBook: Sendable {
  private let events = Mutex<[TrainingEvent]>([])

  func add(_ event: TrainingEvent) { events.withLock { $0.append(event) } }

  var all: [TrainingEvent] { events.withLock { $0 } }
  var steps: [TrainingStep] {
    all.compactMap { if case .step(let step) = $0 { step } else { nil } }
  }
  var losses: [Double] { steps.map(\.loss) }
}
