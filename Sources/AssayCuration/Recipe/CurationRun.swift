// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
public import Foundation

/// Carries out a recipe, stage by stage, and takes up work where it was left.
///
/// A stage whose inputs, settings, files and seed have not changed is never done twice. A process
/// may be killed at any time: finished stages stay, and of item-wise stages each finished batch.
public struct CurationRun: Sendable {
  public let recipe: CurationRecipe
  public let shard: Shard
  let context: CurationContext
  private let notify: @Sendable (CurationEvent) -> Void

  /// How a run ended.
  public enum Outcome: Sendable, Hashable {
    /// All stages are finished; their records, in the recipe's order.
    case finished([StageRecord])
    /// This shard's work is done as far as the stage, which waits for other shards.
    case waiting(stage: String)
  }

  public init(
    _ recipe: CurationRecipe, context: CurationContext, shard: Shard = .whole,
    notify: @escaping @Sendable (CurationEvent) -> Void = { _ in }
  ) {
    self.recipe = recipe
    self.context = context
    self.shard = shard
    self.notify = notify
  }

  /// Where the data set and its stages are kept.
  public var root: URL {
    recipe.folder.hasPrefix("/")
      ? URL(filePath: recipe.folder) : context.base.appending(path: recipe.folder)
  }

  /// Looks whether everything that the recipe names is there: files and their parts, models,
  /// embedders, benchmarks. What is missing is told before hours of work, and not after them.
  ///
  /// - Throws: What the first stage that cannot be carried out lacks, with its place in the recipe.
  public func check() async throws {
    for stage in recipe.stages {
      try await stage.locating {
        if let reading = stage.operation as? ReadOperation {
          try reading.check(in: context)
        } else {
          _ = try await stage.operation.content(in: context)
        }
      }
    }
  }

  /// Does what is left to do.
  ///
  /// - Throws: What makes a stage impossible, with everything done so far kept.
  public func run() async throws -> Outcome {
    var finished: [String: FinishedStage] = [:]
    var records: [StageRecord] = []
    for stage in recipe.stages {
      try Task.checkCancellation()
      let result = try await stage.locating { try await self.result(of: stage, after: finished) }
      guard let result else {
        return .waiting(stage: stage.name)
      }
      finished[stage.name] = result
      records.append(result.record)
    }
    return .finished(records)
  }

  /// All stages that are finished, in the recipe's order.
  public func finishedStages() async throws -> [FinishedStage] {
    var finished: [String: FinishedStage] = [:]
    var stages: [FinishedStage] = []
    for stage in recipe.stages where stage.inputs.allSatisfy({ finished[$0] != nil }) {
      let (folder, _) = try await place(of: stage, after: finished)
      guard let record = try folder.record() else { continue }
      let result = FinishedStage(folder: folder, record: record)
      finished[stage.name] = result
      stages.append(result)
    }
    return stages
  }

  private func place(
    of stage: RecipeStage, after finished: [String: FinishedStage]
  ) async throws -> (folder: StageFolder, content: JSONValue) {
    let content = try await stage.operation.content(in: context)
    let hash = StageFolder.hash(
      operation: stage.word, content: content, seed: seed(of: stage),
      inputs: stage.inputs.compactMap { finished[$0]?.folder.hash })
    return (StageFolder(in: root, stage: stage.name, hash: hash), content)
  }

  func seed(of stage: RecipeStage) -> UInt64 {
    StableHash.seed(recipe.seed, stage.name)
  }

  private func result(
    of stage: RecipeStage, after finished: [String: FinishedStage]
  ) async throws -> FinishedStage? {
    let (folder, content) = try await place(of: stage, after: finished)
    if let record = try folder.record() {
      notify(.reused(record))
      return FinishedStage(folder: folder, record: record)
    }
    let inputs = stage.inputs.compactMap { name in
      finished[name].map {
        StageInput(
          name: name, examples: $0.examples, count: $0.record.kept)
      }
    }
    let total = inputs.reduce(0) { $0 + $1.count }
    notify(.began(stage: stage.name, operation: stage.word, taking: total))
    try folder.prepare()
    var context = context
    context.seed = seed(of: stage)
    context.scratch = folder.scratch
    context.progress = { [notify] done in
      notify(.advanced(stage: stage.name, done: done, total: total))
    }
    let writer: StageWriter
    switch stage.operation {
    case let operation as any ItemwiseOperation:
      let work = ItemwiseWork(
        stage: stage.name, word: stage.word, operation: operation, shard: shard, folder: folder,
        context: context)
      let missing = try await work.run(inputs)
      // Another process may have been quicker with the last steps.
      if let record = try folder.record() { return FinishedStage(folder: folder, record: record) }
      guard missing.isEmpty else {
        notify(.waiting(stage: stage.name, missing: missing))
        return nil
      }
      writer = try work.merged()
    case let operation as any WholeOperation:
      let lock = try ExclusiveLock(folder.folder.appending(path: "lock"))
      defer { _ = lock }
      writer = try StageWriter(stage: stage.name, folder: folder.folder)
      try await operation.run(inputs, into: writer, in: context)
    default:
      throw AssayError(
        .invalidArgument, "The operation '\(stage.word)' is neither item-wise nor whole.",
        advice: "This is a fault of the operation; report it.")
    }
    let record = try finish(stage, writer, inputs, folder, content)
    notify(.finished(record))
    return FinishedStage(folder: folder, record: record)
  }

  private func finish(
    _ stage: RecipeStage, _ writer: StageWriter, _ inputs: [StageInput], _ folder: StageFolder,
    _ content: JSONValue
  ) throws -> StageRecord {
    let account = try writer.account(for: inputs)
    let (left, facts) = try writer.finish()
    let record = StageRecord(
      stage: stage.name, operation: stage.word, hash: folder.hash, content: content,
      inputs: stage.inputs, taken: account.taken, kept: writer.kept, made: account.made,
      left: left, facts: facts)
    try folder.finish(record)
    return record
  }
}
