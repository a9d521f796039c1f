// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
import Foundation

/// `select`: a small, diverse part of what comes in, as R3 §3.2.2 chooses it.
///
/// - `count`: how many examples in all, divided among sources by their sizes; or
/// - `quotas`: how many of each source, such as `{evouna: 500, gsm8k: 200}`; others give none.
/// - `embedder`: `minilm` (the default), `hashed`, or one of the recipe's section `embedders`.
/// - `category`: what divides a source further: `domain` (the default), `none`, or the name of a
///   field of the metadata.
/// - `clusters`: the fewest and the most clusters that are tried; `[3, 10]`.
/// - `minimum`: the least examples that a cluster has and gives; 10.
/// - `lambda`: nearness to the centroid against likeness to what is chosen; 0.5.
/// - `nearest`: the share that is nearest the centroid; 0.25.
///
/// What is embedded is the task and the input, never a response. Examples leave as `twin`,
/// `not-selected`, or for a fault of their vector: `vector-not-finite`, `vector-width`,
/// `vector-zero`, `embedder-failed`. The stage's facts hold silhouettes, clusters and quotas.
public struct SelectOperation: WholeOperation {
  static let entry = OperationEntry(
    OperationCard(name: "select", summary: "A small, diverse part, chosen by clusters of vectors.")
  ) { try SelectOperation($0) }

  let sampler: DiversitySampler
  let embedder: String
  let category: String

  init(_ section: RecipeSection) throws {
    sampler = try Self.sampler(section)
    embedder = try section.text("embedder") ?? CurationContext.standardEmbedder
    category = try section.text("category") ?? "domain"
  }

  private static func sampler(_ section: RecipeSection) throws -> DiversitySampler {
    let quota: DiversitySampler.Quota
    if let quotas = try section.json("quotas") {
      guard case .object(let members) = quotas, !section.has("count"),
        members.values.allSatisfy({ ($0.integerValue ?? -1) >= 0 })
      else {
        throw section.failure(
          "quotas",
          "'quotas' should give a whole number for each source, and no 'count' beside it.",
          advice: "Write quotas: {evouna: 500, gsm8k: 200}.")
      }
      quota = .bySource(members.compactMapValues { $0.integerValue })
    } else {
      quota = .total(try section.required("count", section.whole("count", atLeast: 1)))
    }
    var sampler = DiversitySampler(quota: quota, seed: 0)
    if let bounds = try section.json("clusters") {
      guard case .array(let values) = bounds, values.count == 2, let least = values[0].integerValue,
        let most = values[1].integerValue, least > 1, most >= least
      else {
        throw section.failure(
          "clusters", "'clusters' should be the fewest and the most clusters, from 2 on.",
          advice: "R3 has clusters: [3, 10].")
      }
      sampler.clusterCounts = least...most
    }
    sampler.minimumPerCluster = try section.whole("minimum", atLeast: 1) ?? 10
    sampler.relevance = MarginalRelevance(
      lambda: try section.number("lambda", in: 0...1) ?? 0.5,
      nearestShare: try section.number("nearest", in: 0...1) ?? 0.25)
    return sampler
  }

  public func most(from count: Int) -> Int {
    switch sampler.quota {
    case .total(let quota): min(count, quota)
    case .bySource(let quotas): min(count, quotas.values.reduce(0) { $0 + min($1, count) })
    }
  }

  public func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    [ModelDemand(embedder: embedder, sample: sample, count: count, text: Self.text(of:))]
  }

  public func content(in context: CurationContext) async throws -> JSONValue {
    let identity = try await context.embedder(embedder).identity
    let quota: JSONValue =
      switch sampler.quota {
      case .total(let count): .integer(count)
      case .bySource(let quotas): .object(quotas.mapValues { .integer($0) })
      }
    return [
      "version": 2, "quota": quota, "category": .string(category),
      "embedder": .array([.string(identity.name), .string(identity.fingerprint)]),
      "clusters": .array([
        .integer(sampler.clusterCounts.lowerBound), .integer(sampler.clusterCounts.upperBound),
      ]),
      "minimum": .integer(sampler.minimumPerCluster), "lambda": .number(sampler.relevance.lambda),
      "nearest": .number(sampler.relevance.nearestShare),
    ]
  }

  public func run(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws {
    let (matrix, frame, rows) = try await embed(inputs, into: writer, in: context)
    var sampler = sampler
    sampler.seed = context.seed
    let selection = try await sampler.sample(matrix, frame)
    var index = 0
    for input in inputs {
      for try await example in input.examples {
        let row = rows[index]
        index += 1
        guard row >= 0 else { continue }
        if let departure = selection.departure(ofRow: Int(row)) {
          try writer.drop(example, departure)
        } else {
          try writer.keep(example)
        }
      }
    }
    let report = try JSONEncoder().encode(selection.report)
    writer.note("selection", try JSONDecoder().decode(JSONValue.self, from: report))
    let planes = SelectionPlane.planes(of: selection, in: frame, matrix, seed: context.seed)
    writer.note("planes", .array(planes.map(\.jsonValue)))
  }

  /// Writes the vectors to a file, drops what has none, and says which row each example has.
  private func embed(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws -> (EmbeddingMatrix, SamplingFrame, rows: [Int32]) {
    let base = try await context.embedder(embedder)
    // Hashing a text again is quicker than looking it up.
    let cache =
      base is HashedNgramEmbedder
      ? nil
      : try EmbeddingCache(
        folder: context.scratch.appending(path: "vectors"), identity: base.identity)
    let embedder = BatchEmbedder(base, cache: cache)
    let file = context.scratch.appending(path: "rows.npy")
    let vectors = try EmbeddingFileWriter(file)
    var frame = SamplingFrame()
    var rows: [Int32] = []
    func add(_ batch: [Example]) async throws {
      let results = try await embedder.vectors(of: batch.map { Self.text(of: $0) })
      for (example, result) in zip(batch, results) {
        let fault: VectorFault?
        switch result {
        case .success(let vector): fault = try vectors.append(vector)
        case .failure(let found): fault = found
        }
        if let fault {
          rows.append(-1)
          try writer.drop(
            example,
            Departure(
              filter: DiversitySelection.name, reason: fault.reason, detail: fault.explanation))
        } else {
          rows.append(Int32(frame.count))
          frame.append(example, category: label(of: example))
        }
      }
      context.progress(rows.count)
    }
    var batch: [Example] = []
    let size = max(512, embedder.batchSize * embedder.concurrentBatches)
    for input in inputs {
      for try await example in input.examples {
        batch.append(example)
        if batch.count == size {
          try await add(batch)
          batch.removeAll(keepingCapacity: true)
        }
      }
    }
    try await add(batch)
    try vectors.close()
    await cache?.close()
    return (try EmbeddingMatrix(mapping: file), frame, rows)
  }

  /// The task and the input, as R3 §3.2.2 puts them together: `h = t + i`.
  static func text(of example: Example) -> String {
    [example.instruction, example.input].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func label(of example: Example) -> String {
    switch category {
    case "domain": return example.domain
    case "none": return ""
    default:
      switch example.metadata[category] {
      case .string(let text): return text
      case .integer(let number): return String(number)
      default: return ""
      }
    }
  }
}
