// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The speed of curation. A script in `Scripts/benchmarks` runs each part beside its peer.
@main
struct CurationBenchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curation-benchmarks",
    abstract: "Time the parts of curation; Scripts/benchmarks/ runs each beside its peer.",
    subcommands: [NearDuplicateSpeed.self, RecipeSpeed.self, SelectionSpeed.self])
}
