// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayModels
import AssayTensor
import AssayText
import Foundation

/// Times greedy decoding of made-up prompts, of which many go on together.
struct DecodingThroughput: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decoding",
    abstract: "Batched decoding; prints one JSON object with tokens and seconds by repeat.",
    discussion: "The prompts are random; no end token is obeyed, so that the work is fixed.")

  @Argument(help: "A folder with config.json, model.safetensors and tokenizer.json.")
  var model: String

  @Option(help: "The number of prompts.")
  var prompts = 512

  @Option(help: "The most rows that go on together.")
  var rows = 128

  @Option(help: "The shortest prompt, in tokens.")
  var shortest = 60

  @Option(help: "The longest prompt, in tokens.")
  var longest = 120

  @Option(help: "The fewest new tokens of a row.")
  var fewest = 20

  @Option(help: "The most new tokens of a row.")
  var most = 40

  @Option(help: "The temperature; 0 is greedy.")
  var temperature = 0.0

  @Option(help: "How many threads one operation may use.")
  var threads = 1

  @Option(help: "How often everything is decoded.")
  var repeats = 3

  func run() async throws {
    try TensorToy.load()
    try TensorRuntime.setThreads(threads)
    let checkpoint = try Checkpoint.load(URL(filePath: model))
    guard let frame = checkpoint.frame else {
      throw ValidationError("The folder has no tokenizer.json.")
    }
    let requests = requests(checkpoint.model.dimensions)
    let (repeats, rows) = (repeats, rows)
    let line = try await TensorActor.run {
      let engine = try DecodingEngine(
        EndlessModel(base: checkpoint.model), tokenizer: frame.tokenizer,
        limits: .init(rows: rows))
      var watch = Stopwatch()
      let outcomes = try watch.time(repeats: repeats) { try engine.decode(requests) }
      let written = try outcomes.map { try $0.get().tokens }
      return Line(
        read: requests.reduce(0) { $0 + $1.prompt.count },
        written: written.reduce(0) { $0 + $1.count }, seconds: watch.seconds,
        checksum: written.joined().reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) })
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(line), as: UTF8.self))
  }

  private func requests(_ dimensions: DecoderDimensions) -> [DecodingRequest] {
    var generator = SeededGenerator(seed: 1, stream: "prompts")
    let first = min(6, dimensions.vocabularySize - 1)
    return (0..<prompts).map { index in
      let length = Int.random(in: shortest...max(shortest, longest), using: &generator)
      let prompt = (0..<length).map { _ in
        Int.random(in: first..<dimensions.vocabularySize, using: &generator)
      }
      let count = Int.random(in: fewest...max(fewest, most), using: &generator)
      return DecodingRequest(
        prompt: prompt,
        sampling: SamplingParameters(temperature: temperature, maximumTokens: count),
        seed: UInt64(index))
    }
  }

  private struct Line: Encodable {
    var read: Int
    var written: Int
    var seconds: [Double]
    /// Differs where any written token does.
    var checksum: UInt64
  }
}

/// The same model without tokens that end an output.
private struct EndlessModel: DecoderModel {
  var base: any DecoderModel

  var parameters: ParameterSet { base.parameters }

  var dimensions: DecoderDimensions {
    var all = base.dimensions
    all.endIDs = []
    return all
  }

  func prepared(_ dtype: DType) throws -> any DecoderPass { try base.prepared(dtype) }
}
