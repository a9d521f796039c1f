// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayCuration
import AssayData
import AssayReport
import AssayStore
import Foundation

/// `assay curate`: a training set out of many sources, by a recipe.
struct CurateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curate",
    abstract: "Make a training set out of many sources by a recipe (docs/curation.md).",
    discussion: """
      The recipe's folder gets data/train.jsonl and the other splits, ledger.jsonl with a line for \
      every example that left, and a data card. A stage that was finished is not done again; what \
      was interrupted goes on where it was.

      Examples:
        assay curate Recipes/curate-small.yaml --set ASSAY_DATA=/data
        assay curate recipe.yaml --plan
        assay curate recipe.yaml --shard 1/4
      """)

  @Argument(help: "The recipe, in YAML.")
  var recipe: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value for ${NAME} in the recipe's paths; may be given several times.",
      valueName: "name=value"))
  var values: [String] = []

  @Flag(help: "Tell what is left to do, with requests, tokens, time and money; do nothing.")
  var plan = false

  @Option(
    help: ArgumentHelp(
      "Do one of n shares of the work, beside other processes on the same folder.",
      valueName: "i/n"))
  var shard: String?

  @Option(help: "Threads of the tensor library; all cores where it is left out.")
  var threads: Int?

  @Flag(
    help: """
      Keep only examples of sources whose licence lets anybody use them for anything, as the \
      operation 'licence' does, after every source.
      """)
  var permissiveOnly = false

  @OptionGroup(title: "Endpoints") var endpoint: EndpointOptions
  @OptionGroup(title: "Limits") var budget: BudgetOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let file = URL(filePath: recipe)
    let text = try RecipeSection.text(of: file)
    var recipe = try CurationRecipe(yaml: text, file: file.path(percentEncoded: false))
    if permissiveOnly { recipe = try recipe.permissiveOnly() }
    let shard = try self.shard.map { try Shard($0) } ?? .whole
    let dataSets = try FetchedDataSets(of: recipe)
    let store = recipe.models.isEmpty ? nil : try self.store.create()
    let shared = try budget.shared()
    let models = RecipeModels(
      recipe, file: self.recipe, folder: file.deletingLastPathComponent(), endpoint: endpoint,
      budget: budget, shared: shared, store: store, threads: threads)
    let embedders = try RecipeEmbedders(
      recipe, file: self.recipe, folder: WorkingFolder.url, endpoint: endpoint, budget: budget,
      shared: shared, threads: threads)
    let lines = CurationLines(quiet: output.quiet)
    let variables = try variables()
    let benchmarks = ProtectedBenchmarks(data: variables["ASSAY_DATA"])
    let context = CurationContext(
      base: WorkingFolder.url, variables: variables, scratch: WorkingFolder.url,
      model: { try await models.model($0) },
      embedder: { try await embedders.embedder($0) },
      benchmarks: { try await benchmarks.set($0) },
      dataSet: { try dataSets.folder(of: $0) })
    let run = CurationRun(recipe, context: context, shard: shard) { lines.show($0) }
    do {
      try await run.check()
      try await plan || budget.estimate ? tell(run, models, embedders) : carryOut(run, text)
      try await store?.close()
    } catch {
      try? await store?.close()
      throw error
    }
  }

  private func carryOut(_ run: CurationRun, _ text: String) async throws {
    try OutputFolder.make(
      run.root, advice: "Write another 'folder' into the recipe, or run where it can be made.")
    switch try await run.run() {
    case .waiting(let stage):
      let message = "This shard is done as far as '\(stage)'; run again when the others are."
      try output.print(
        "curate", Curated(folder: run.root.path(), waiting: stage, stages: [], splits: []),
        text: message)
    case .finished(let records):
      let set = try await CuratedSet(run, recipeText: text) { CurationReport($0).figures }
      let page = set.folder.appending(path: "card.html")
      try ReportRenderer().write(CurationReport(set.account).report, to: page)
      if set.splits.contains(where: { $0.examples > 0 && $0.table == nil }) {
        output.note("No Parquet: DuckDB is not there (Scripts/setup installs it).")
      }
      try output.print(
        "curate",
        Curated(
          folder: set.folder.path(), waiting: nil, stages: records,
          splits: set.splits.map { Curated.Split(name: $0.name, examples: $0.examples) }),
        text: set.splits.map { "\($0.name): \($0.examples) examples" }.joined(separator: "\n")
          + "\nData set: \(set.folder.path())\nPage: \(page.path())")
      if set.splits.allSatisfy({ $0.examples == 0 }) { throw Self.emptiness(records, set.folder) }
    }
  }

  /// A data set without examples is written, with its ledger, and is still a failure.
  private static func emptiness(_ records: [StageRecord], _ folder: URL) -> AssayError {
    let last = records.last { $0.kept > 0 }
    let place =
      last.map { "Examples came as far as the stage '\($0.stage)'. " }
      ?? "No stage gave any. "
    return AssayError(
      .malformedFile, "No example is left.",
      advice: place + "ledger.jsonl says why each of them left.",
      location: SourceLocation(file: folder.path(percentEncoded: false)))
  }

  private func tell(
    _ run: CurationRun, _ models: RecipeModels, _ embedders: RecipeEmbedders
  ) async throws {
    let shown = try await ShownPlan(
      try await run.plan(), models: models, embedders: embedders)
    try output.print("curate", shown, text: shown.text)
  }

  /// `ASSAY_DATA` is the folder of public data, unless another one is given.
  private func variables() throws -> [String: String] {
    var variables: [String: String] = [:]
    if let folder = SharedDataFolder.url { variables["ASSAY_DATA"] = folder.path() }
    for value in values {
      guard let sign = value.firstIndex(of: "="), sign > value.startIndex else {
        throw AssayError(
          .invalidArgument, "--set \(value) gives no value.", advice: "Write --set NAME=VALUE.")
      }
      variables[String(value[..<sign])] = String(value[value.index(after: sign)...])
    }
    return variables
  }

  private struct Curated: Encodable {
    var folder: String
    var waiting: String?
    var stages: [StageRecord]
    var splits: [Split]

    struct Split: Encodable {
      var name: String
      var examples: Int
    }
  }
}
