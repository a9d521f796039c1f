// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayReport
import Foundation

/// The files for other programs and for papers that results go to.
struct TableOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the numbers as a table: .csv (every number), .md or .tex (booktabs); may be given "
        + "several times.", valueName: "file"))
  var table: [TableFile] = []

  @Option(help: "Where several judges stand in .md and .tex: rows or columns.")
  var judgesAs: JudgePlacement = .rows

  @Option(
    name: .customLong("reward-bench-json"),
    help: ArgumentHelp("Write a result file as RewardBench's own code does.", valueName: "file"))
  var rewardBenchJSON: String?

  /// Whether any file is asked for.
  var isSet: Bool { !table.isEmpty || rewardBenchJSON != nil }

  /// Writes the files.
  ///
  /// - Throws: `fileUnwritable`; `invalidArgument` where RewardBench's file is asked for and the
  ///   results are not one judge's on one of its benchmarks.
  func write(_ entries: [ResultTable.Entry], _ output: OutputOptions) throws {
    let results = ResultTable(entries, arrangement: judgesAs == .rows ? .rows : .columns)
    for file in table {
      try OutputFile.write(results.text(file.format), to: file.path)
      output.note("Table: \(file.path)")
    }
    if let rewardBenchJSON {
      let file = try RewardBenchResultFile(of: entries.map(\.result))
      try OutputFile.write(file.json, to: rewardBenchJSON)
      output.note("RewardBench's result file: \(rewardBenchJSON)")
    }
  }
}

/// A table's file, whose name says its form.
struct TableFile: ExpressibleByArgument {
  var path: String
  var format: ResultTable.Format

  init?(argument: String) {
    let ending = URL(filePath: argument).pathExtension.lowercased()
    guard let format = ResultTable.Format(rawValue: ending) else { return nil }
    path = argument
    self.format = format
  }
}

/// Where several judges stand in a table, as an option.
enum JudgePlacement: String, ExpressibleByArgument, CaseIterable {
  case rows, columns
}
