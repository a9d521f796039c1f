// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `assay train`: making judges.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a judge: on gold critiques, or on its own right answers.",
    subcommands: [TrainSFTCommand.self, TrainRSSFTCommand.self])
}
