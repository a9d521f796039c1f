// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayModels
import AssayReport
import AssayTensor
import AssayTraining
import Foundation

/// `assay train rs-sft`: rejection-sampling fine-tuning.
struct TrainRSSFTCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rs-sft",
    abstract: "Improve a judge on its own right answers (FARE's rejection-sampling fine-tuning).",
    discussion: """
      In each iteration the present weights judge unseen examples K times; one random right \
      answer of each is learnt, easiest first, and the weights go on from there. Held-out \
      problems are judged before and after. A run that was stopped goes on with the same command.

      Example:
        assay train rs-sft Recipes/assay-mini-rs.yaml --compare-gold
      """)

  @Argument(help: "The recipe, in YAML (docs/training.md).")
  var recipe: String

  @Flag(help: "Also fine-tune the start on as many gold critiques, and show both.")
  var compareGold = false

  @Option(help: "Another seed than the recipe's.")
  var seed: UInt64?

  @Option(help: "Threads of the tensor library; all cores where it is left out.")
  var threads: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Another output folder than the recipe's.", valueName: "folder"))
  var out: String?

  @Option(help: ArgumentHelp("Also write an HTML report.", valueName: "file"))
  var report: String?

  @OptionGroup var output: OutputOptions

  func run() async throws {
    var configuration = try RejectionSamplingConfiguration(contentsOf: URL(filePath: recipe))
    if let seed { configuration.reseed(seed) }
    if let out { configuration.output = out }
    let location = try ModelLocation(configuration.start)
    try TensorLibrary.load()
    if let threads { try TensorRuntime.setThreads(threads) }
    let start = try await TensorActor.run { try Checkpoint.load(location.folder) }
    let folder = WorkingFolder.url
    let study = try RejectionSamplingStudy(
      configuration, start: start, workingFolder: folder, comparesWithGold: compareGold)
    let examples = try configuration.data.flatMap { try $0.examples(workingFolder: folder) }
    let progress = StudyProgress(quiet: output.quiet)
    let outcome = try await study.run(
      from: start, on: examples, onEvent: { progress.show($0) })
    if let report {
      try ReportRenderer().write(
        Report(
          title: "Rejection sampling from \(location.name)",
          summary: RejectionSamplingSections.summary(of: outcome),
          facts: [
            Report.Fact("start", location.name), Report.Fact("recipe", recipe),
            Report.Fact("seed", "\(outcome.seed)"), Report.Fact("software", assayVersion),
          ],
          sections: RejectionSamplingSections.sections(for: outcome)),
        to: URL(filePath: report))
      output.note("Report: \(report)")
    }
    try output.print("train rs-sft", outcome, text: StudyText.text(outcome))
  }
}
