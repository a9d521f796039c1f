// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayModels
import AssayTensor
import AssayTraining
import Foundation
import Synchronization

/// Times supervised fine-tuning on given weights and batches.
struct SFTThroughput: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sft",
    abstract: "Supervised fine-tuning; prints one JSON object with losses and seconds by step.",
    discussion: "Scripts/benchmarks/sft.py makes the files and runs the peer beside it.")

  @Argument(help: "A folder with config.json and model.safetensors.")
  var model: String

  @Argument(help: "A JSON file: steps, each a list of [prompt, completion] token lists.")
  var batches: String

  @Option(help: "float32, bfloat16 or automatic.")
  var precision = "float32"

  @Option(help: "How many threads one operation may use.")
  var threads = 2

  @Option(help: "The learning rate.")
  var rate = 1e-3

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    try TensorRuntime.load(
      searching: TensorRuntime.defaultSearchPaths(
        home: FileManager.default.homeDirectoryForCurrentUser, environment: environment))
    try TensorRuntime.setThreads(threads)
    guard let choice = PrecisionChoice(rawValue: precision) else {
      throw ValidationError("There is no precision \(precision).")
    }
    let steps = try JSONDecoder().decode(
      [[[[Int]]]].self, from: Data(contentsOf: URL(filePath: batches)))
    let examples = try steps.joined().enumerated().map { index, row in
      try TrainingExample(id: "\(index)", promptTokens: row[0], completionTokens: row[1])
    }
    let start = try await TensorActor.run {
      try Checkpoint.load(URL(filePath: model)).trainable()
    }
    let settings = SFTSettings(
      schedule: LearningRateSchedule(.constant, peak: rate),
      optimiser: OptimiserSettings(weightDecay: 0.1),
      batches: BatchSettings(
        size: .examples(steps.first?.count ?? 1), positionsPerPass: .max, order: .preserved),
      length: .epochs(1), precision: choice)
    let made = Mutex<[TrainingStep]>([])
    _ = try await SFTTrainer(settings: settings).train(
      start.model, on: TrainingSet(examples: examples)
    ) { event in
      if case .step(let step) = event { made.withLock { $0.append(step) } }
    }
    let all = made.withLock { $0 }
    let line = Line(
      parameters: start.model.parameters.count, losses: all.map(\.loss),
      tokens: all.map(\.tokens), seconds: all.map { Double($0.tokens) / $0.tokensPerSecond })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(line), as: UTF8.self))
  }

  private struct Line: Encodable {
    var parameters: Int
    var losses: [Double]
    var tokens: [Int]
    var seconds: [Double]
  }
}
