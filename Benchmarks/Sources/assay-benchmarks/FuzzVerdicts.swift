// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayTestSupport
import Foundation

/// Reads millions of broken completions, and long hostile ones.
struct FuzzVerdicts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz-verdicts",
    abstract: "Feed the readers of verdicts with broken completions; prints one JSON object.",
    discussion: """
      Two parts. First, mutated real completions: every outcome must be a legal judgment or a \
      stated reason. Then texts of one repeated pattern at two lengths: the ratio of their times \
      shows whether a reader is linear. Exits with 1 where anything went wrong.
      """)

  @Option(help: "The folder of shared data; without it, only invented completions are broken.")
  var data: String?

  @Option(help: "How many completions to read.")
  var inputs = 2_000_000

  @Option(help: "The seed of the mutations.")
  var seed: UInt64 = 1

  @Option(help: "The longer length of the hostile texts, in millions of bytes.")
  var megabytes = 10

  func run() throws {
    let texts = try data.map {
      try RealCompletions.load(from: URL(filePath: $0, directoryHint: .isDirectory), limit: 350)
    }
    let clock = ContinuousClock()
    var fuzzer = VerdictFuzzer(texts: texts ?? [], seed: seed)
    var tally = VerdictFuzzer.Tally()
    let fuzzing = clock.measure { tally = fuzzer.run(inputs) }
    var violations = tally.violations
    var slowest = Pattern(pattern: "", seconds: 0, ratio: 0)
    var steepest = slowest
    for pattern in VerdictFuzzer.hostilePatterns where megabytes > 0 {
      var times: [Double] = []
      for length in [megabytes * 250_000, megabytes * 1_000_000] {
        let completion = VerdictFuzzer.hostile(pattern, length: length)
        // The quickest of three, because other processes only ever add time.
        let repeats = (0..<3).map { _ in
          clock.measure { violations += VerdictFuzzer.readEveryWay(completion) } / .seconds(1)
        }
        times.append(repeats.min() ?? 0)
      }
      let row = Pattern(pattern: pattern, seconds: times[1], ratio: times[1] / times[0])
      if row.seconds > slowest.seconds { slowest = row }
      // Below a tenth of a second the ratio is noise.
      if row.seconds > 0.1, row.ratio > steepest.ratio { steepest = row }
    }
    let report = Report(
      inputs: tally.inputs, bytes: tally.bytes, seconds: fuzzing / .seconds(1),
      outcomes: tally.outcomes, violations: violations, hostileMegabytes: megabytes,
      slowest: slowest, steepest: steepest)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
    if !violations.isEmpty { throw ExitCode.failure }
  }

  private struct Report: Encodable {
    var inputs: Int
    var bytes: Int
    var seconds: Double
    var outcomes: [String: Int]
    var violations: [String]
    var hostileMegabytes: Int
    var slowest: Pattern
    /// The time of the long text over that of a quarter of it; 4 is linear, 16 quadratic.
    var steepest: Pattern
  }

  private struct Pattern: Encodable {
    var pattern: String
    /// Reading the text with every style, two formats each, and every dialect twice.
    var seconds: Double
    var ratio: Double
  }
}
