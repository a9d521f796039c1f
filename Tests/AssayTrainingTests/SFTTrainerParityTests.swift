// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayTraining
import Foundation
import Testing

/// Twenty steps beside what PyTorch and transformers made of the same weights and batches.
@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"), .serialized)
struct SFTTrainerParityTests {
  struct Fixture: Decodable {
    var settings: Constants
    var examples: [Row]
    var losses: [Double]
    var rates: [Double]
    var norms: [Double]

    struct Constants: Decodable {
      var rate, beta1, beta2, epsilon, decay, clip: Double
      var warmUp, examples: Int

      enum CodingKeys: String, CodingKey {
        case rate, beta1, beta2, epsilon, decay, clip, examples, warmUp = "warm_up"
      }
    }

    struct Row: Decodable {
      var prompt: [Int]
      var completion: [Int]
    }
  }

  static let folder = SharedData.fixtures.appending(path: "AssayTraining")

  // One pass a step, several passes a step, and one example a pass must all follow.
  @Test(arguments: [8_192, 40, 1])
  @TensorActor
  func `follows PyTorch for twenty steps`(positionsPerPass: Int) async throws {
    try TinyWorld.load()
    let fixture = try JSONDecoder().decode(
      Fixture.self, from: Data(contentsOf: Self.folder.appending(path: "twenty-steps.json")))
    let loaded = try Checkpoint.load(Self.folder.appending(path: "start"))
    let model = try loaded.configuration.model(loaded.model.parameters.trainable())
    let constants = fixture.settings
    let settings = SFTSettings(
      schedule: LearningRateSchedule(
        .cosine, peak: constants.rate, warmUp: .steps(constants.warmUp)),
      optimiser: OptimiserSettings(
        beta1: constants.beta1, beta2: constants.beta2, epsilon: constants.epsilon,
        weightDecay: constants.decay, clipNorm: constants.clip),
      batches: BatchSettings(
        size: .examples(constants.examples), positionsPerPass: positionsPerPass,
        order: .preserved),
      length: .epochs(1), precision: .float32)
    let set = TrainingSet(
      examples: try fixture.examples.enumerated().map { index, row in
        try TrainingExample(
          id: "\(index)", promptTokens: row.prompt, completionTokens: row.completion)
      })
    let book = EventBook()
    _ = try await SFTTrainer(settings: settings).train(model, on: set) { book.add($0) }
    #expect(book.steps.count == 20)
    for (index, step) in book.steps.enumerated() {
      #expect(abs(step.learningRate - fixture.rates[index]) < 1e-12, "step \(index)")
      #expect(abs(step.loss - fixture.losses[index]) < 1e-4, "step \(index)")
      #expect(abs(step.gradientNorm / fixture.norms[index] - 1) < 1e-3, "step \(index)")
    }
  }
}
