// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The speed of judging. A script in `Scripts/benchmarks` runs each part beside its peer.
@main
struct JudgingBenchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judging-benchmarks",
    abstract: "Time judging and reading; Scripts/benchmarks/ runs each part beside its peer.",
    subcommands: [ClientBenchmark.self, ReplayBenchmark.self, LinesBenchmark.self])
}
