// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import Foundation

/// A filter as an operation: its settings, and how to make it anew for each pass.
struct FilterPlan: Sendable {
  /// The settings that the result depends on.
  var settings: JSONValue = [:]
  /// The judge that it asks, with how often it asks it about one example.
  var judge: (settings: JudgeSettings, requests: Int)?
  /// The benchmarks that it compares with; all that are here where the list is empty.
  var benchmarks: [String]?
  /// The embedder that it uses.
  var embedder: String?
  var make: @Sendable (CurationContext) async throws -> any CurationFilter

  func content(in context: CurationContext) async throws -> JSONValue {
    var members: [String: JSONValue] = ["settings": settings]
    if let judge { members["judge"] = try await judge.settings.content(in: context) }
    if let benchmarks { members["benchmarks"] = try await context.benchmarks(benchmarks).content }
    if let embedder {
      let identity = try await context.embedder(embedder).identity
      members["embedder"] = .array([.string(identity.name), .string(identity.fingerprint)])
    }
    return .object(members)
  }

  func demands(of sample: [Example], count: Int) throws -> [ModelDemand] {
    var demands: [ModelDemand] = []
    if let judge {
      demands.append(
        try judge.settings.demand(of: sample, count: count, requests: judge.requests))
    }
    if let embedder {
      demands.append(
        ModelDemand(
          embedder: embedder, sample: sample, count: count, text: SelectOperation.text(of:)))
    }
    return demands
  }
}

/// A filter that looks at each example by itself.
struct ItemwiseFilterOperation: ItemwiseOperation {
  let plan: FilterPlan
  var batchSize: Int { plan.judge?.settings.batch ?? 256 }
  var concurrentBatches: Int { plan.judge == nil ? 2 : 4 }

  func content(in context: CurationContext) async throws -> JSONValue {
    try await plan.content(in: context)
  }

  func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    try plan.demands(of: sample, count: count)
  }

  func worker(in context: CurationContext) async throws -> ItemWorker {
    let filter = try await plan.make(context)
    return { try await filter.fates(of: $0).map { ItemOutcome($0) } }
  }
}

/// A filter that compares examples with each other.
struct WholeFilterOperation: WholeOperation {
  let plan: FilterPlan

  func content(in context: CurationContext) async throws -> JSONValue {
    try await plan.content(in: context)
  }

  func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    try plan.demands(of: sample, count: count)
  }

  func run(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws {
    let filter = try await plan.make(context)
    let examples = try await surveyed(inputs, by: filter, in: context)
    var done = 0
    try await Self.batches(of: examples) { batch in
      for (example, fate) in zip(batch, try await filter.fates(of: batch)) {
        switch fate {
        case .kept(let kept): try writer.keep(kept)
        case .dropped(let departure): try writer.drop(example, departure)
        }
      }
      done += batch.count
      context.progress(done)
    }
  }

  /// What the filter decides about, once it has seen all that it needs to see.
  private func surveyed(
    _ inputs: [StageInput], by filter: any CurationFilter, in context: CurationContext
  ) async throws -> [StageInput] {
    if let filter = filter as? any SurveyingFilter {
      try await Self.batches(of: inputs) { try await filter.survey($0) }
    }
    guard let filter = filter as? any AnnotatingFilter else { return inputs }
    let file = ExampleFile(context.scratch.appending(path: "annotated.jsonl"))
    let lines = try LineWriter(replacing: file.file)
    try await Self.batches(of: inputs) { batch in
      for example in try await filter.annotated(batch) { try lines.append(example.jsonValue) }
    }
    try lines.finish()
    let count = inputs.reduce(0) { $0 + $1.count }
    return [StageInput(name: "annotated", examples: file.examples(), count: count)]
  }

  private static func batches(
    of inputs: [StageInput], _ body: ([Example]) async throws -> Void
  ) async throws {
    var batch: [Example] = []
    for input in inputs {
      for try await example in input.examples {
        batch.append(example)
        if batch.count == 512 {
          try await body(batch)
          batch.removeAll(keepingCapacity: true)
        }
      }
    }
    if !batch.isEmpty { try await body(batch) }
  }
}
