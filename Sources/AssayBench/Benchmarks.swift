// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The benchmarks of the package, by name.
public enum Benchmarks {
  /// All of them, in the order in which lists show them.
  public static let all: [any Benchmark] = [
    RewardBenchBenchmark(), RewardBench2Benchmark(), RMBenchBenchmark(),
    PPECorrectnessBenchmark(), JudgeBenchBenchmark(), ReasoningJudgeBenchBenchmark(),
    LLMBarBenchmark(), RMBBenchmark(), HHHAlignmentBenchmark(), When2CallBenchmark(),
    ProcessBenchBenchmark(), VerifyBenchBenchmark(), EVOUNABenchmark(), LLMAggreFactBenchmark(),
    BBHBinaryBenchmark(), MMLUSTEMBinaryBenchmark(), FeedbackBenchBenchmark(), XSUMBenchmark(),
    DigitChainsBenchmark(),
  ]

  /// The benchmark of the name.
  ///
  /// - Throws: `invalidArgument`, naming those that there are.
  public static func named(_ name: String) throws -> any Benchmark {
    if let benchmark = all.first(where: { $0.card.name == name }) { return benchmark }
    let names = all.map(\.card.name).joined(separator: ", ")
    throw AssayError(
      .invalidArgument, "There is no benchmark '\(name)'.", advice: "Choose one of: \(names).")
  }
}
