// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayGeneration
import AssayJudging
import Foundation

/// Judges pairs at an endpoint, as `assay judge` does, without keeping the verdicts.
struct ClientBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client",
    abstract: "Judge pairs at an endpoint; prints one JSON object with times and counts.",
    discussion: "Scripts/benchmarks/client.py runs the server and the peer.")

  @Argument(help: "The endpoint's address.")
  var address: String

  @Option(help: "How many verdicts.")
  var count = 10_000

  @Option(help: "The most requests in flight.")
  var concurrency = 64

  @Option(help: "Write the messages of every request to this file, one list a line, and end.")
  var prompts: String?

  func run() async throws {
    // Each pair is asked in both orders.
    let examples = Array(MadeExamples(count: (count + 1) / 2, pairs: true))
    if let prompts { return try write(examples, to: prompts) }
    var configuration = EndpointConfiguration(replicas: [try BaseURL(address)])
    configuration.limits = RateLimits(concurrency: concurrency)
    configuration.key = try Secret("none-needed", from: "the benchmark")
    let model = try await Endpoint.model(configuration)
    // As the command line groups requests to an endpoint.
    let judge = Judge(
      style: R3Style(), model: model, sampling: SamplingParameters(maximumTokens: 4096),
      batching: Judge.Batching(maximumBatch: 8, concurrentBatches: concurrency))
    var judged = 0
    let span = try await Span.of {
      var count = 0
      try await judge.judge(examples) { records in
        count += records.count
        judged += records.count { $0.verdict.judgment != nil }
      }
      return count
    }
    guard judged == span.count else {
      throw ValidationError("\(span.count - judged) of \(span.count) answers gave no judgment.")
    }
    try printLine(span)
  }

  private func write(_ examples: [Example], to path: String) throws {
    var lines: [UInt8] = []
    for example in examples {
      for shown in [example, example.swapped()] {
        let messages = try R3Style().messages(for: shown, form: .critique)
        let value = JSONValue.array(
          messages.map { ["role": .string($0.role.rawValue), "content": .string($0.content)] })
        value.appendJSON(to: &lines)
        lines.append(0x0A)
      }
    }
    try Data(lines).write(to: URL(filePath: path))
  }
}
