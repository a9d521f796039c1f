// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

/// `Recipes/curate-small.yaml` from public data to weights, as a user runs it.
@Suite(
  .enabled(if: SharedData.isExpected, "\(SharedData.absence)"),
  .enabled(if: SentenceModel.isInstalled, "\(SentenceModel.absence)"))
struct SmallRecipeTests {
  private static let training = """
    name: small
    seed: 1
    model:
      qwen3: {hidden_size: 16, intermediate_size: 32, num_hidden_layers: 1, num_attention_heads: 2,
        num_key_value_heads: 1, head_dim: 8, max_position_embeddings: 2048}
    tokenizer: {kind: character}
    data: {files: [runs/curate-small/data/train.jsonl]}
    prompt: {style: compact, verdict_only_share: 1, max_tokens: 2048}
    training:
      steps: 2
      precision: float32
      schedule: {peak: 1.0e-3}
      batches: {examples: 2}
    output: {folder: model}
    """

  private func curate(in folder: URL) async throws {
    let recipe = SharedData.packageRoot.appending(path: "Recipes/curate-small.yaml")
    let run = try await CommandLineProgram.run(
      ["curate", recipe.path(), "--store", "store.sqlite", "--quiet", "--threads", "1"],
      in: folder,
      environment: ["ASSAY_DATA": try SharedData.path("").path()])
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Every file that the recipe leaves for people, by name; not the stages.
  private func files(in folder: URL) throws -> [String: Data] {
    let root = folder.appending(path: "runs/curate-small")
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path())
      .filter { !$0.hasPrefix("stages") }
    var files: [String: Data] = [:]
    for name in names where URL(filePath: name).pathExtension != "" {
      files[name] = try Data(contentsOf: root.appending(path: name))
    }
    return files
  }

  @Test func givesTheSameBytesTwiceAndTrains() async throws {
    try await withTemporaryFolder { one in
      try await curate(in: one)
      let first = try files(in: one)
      try await withTemporaryFolder { other in
        try await curate(in: other)
        let second = try files(in: other)
        #expect(first.keys.sorted() == second.keys.sorted())
        for (name, data) in first { #expect(second[name] == data, "\(name) differs") }
      }
      for name in [
        "README.md", "card.html", "ledger.jsonl", "data/train.jsonl", "data/validation.jsonl",
        "plots/silhouettes.svg", "plots/clusters-1.svg", "plots/composition.svg",
      ] { #expect(first[name]?.isEmpty == false, "\(name) is missing") }
      check(first)

      try Data(Self.training.utf8).write(to: one.appending(path: "train.yaml"))
      let trained = try await CommandLineProgram.run(
        ["train", "sft", "train.yaml", "--quiet", "--threads", "1"], in: one)
      #expect(
        trained.status == 0 || trained.errors.contains("tensor library"), "\(trained.errors)")
    }
  }

  /// What is known of the set beforehand.
  private func check(_ files: [String: Data]) {
    let text = { (name: String) in String(decoding: files[name] ?? Data(), as: UTF8.self) }
    let set = text("data/train.jsonl") + text("data/validation.jsonl")
    let sources = set.matches(of: /"source":"([a-z0-9-]+)"/).map { String($0.1) }
    let counts = Dictionary(grouping: sources) { $0 }.mapValues(\.count)
    #expect(counts.values.reduce(0, +) == 800)
    for source in ["gsm8k", "hh-rlhf", "human-eval-samples", "digit-chains"] {
      #expect((counts[source] ?? 0) > 0, "nothing of \(source)")
    }
    // Its questions are those of a registered benchmark.
    #expect(counts["evouna"] == nil)
    let ledger = text("ledger.jsonl")
    let wanted = [
      ("decontamination", ledger.contains(/"source":"evouna","stage":"clean"/)),
      ("written rubrics", set.contains(#""rubric_origin":"written""#)),
      ("templates", set.contains(#""rubric_origin":"template""#)),
      ("the card's stages", text("README.md").contains("| clean ")),
    ]
    for (name, isThere) in wanted { #expect(isThere, "\(name)") }
  }
}
