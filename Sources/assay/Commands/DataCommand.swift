// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `assay data`: looking at judging data and bringing it into one form.
struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Look at judging data, or bring it into one form.",
    subcommands: [DataShowCommand.self, DataConvertCommand.self, DataGenerateCommand.self])
}
