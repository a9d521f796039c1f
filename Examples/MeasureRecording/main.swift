// SPDX-License-Identifier: Apache-2.0
// Measures a judge that somebody else ran, from the raw text that it wrote.
//
//   swift run MeasureRecording DATA/judgebench RECORDING.jsonl
import AssayBench
import AssayCore
import AssayJudging
import Foundation

let arguments = CommandLine.arguments.dropFirst()
guard let data = arguments.first, let recording = arguments.dropFirst().first else {
  print("usage: MeasureRecording <JudgeBench folder> <recording>")
  exit(64)
}
let benchmark = try Benchmarks.named("judgebench")
let examples = try benchmark.examples(at: URL(filePath: data), options: BenchmarkOptions())
let recorded = try benchmark.replay([URL(filePath: recording)], for: examples)
let records = try await recorded.judge.records(of: recorded.examples)
let result = try benchmark.evaluate(
  BenchmarkInput(
    examples: recorded.examples, records: records,
    run: recorded.judge.run(on: recorded.examples, software: "example"),
    officialReader: recorded.officialReader))
for metric in result.official + result.robust {
  guard let value = metric.value else { continue }
  var line = "\(metric.title): \(String(format: "%.2f", value))"
  if let lower = metric.lower, let upper = metric.upper {
    line += String(format: " [%.2f, %.2f]", lower, upper)
  }
  print(line + ", n = \(metric.n)")
}
