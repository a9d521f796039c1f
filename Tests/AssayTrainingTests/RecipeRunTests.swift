// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayTraining
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"), .serialized)
struct RecipeRunTests {
  static let recipe = """
    name: tiny
    seed: 3
    model:
      qwen3: {hidden_size: 32, intermediate_size: 64, num_hidden_layers: 1, num_attention_heads: 2,
        num_key_value_heads: 1, head_dim: 16, max_position_embeddings: 512, scale_residuals: true}
    data:
      digit_chains: {seed: 2, examples: 60}
    prompt: {style: compact, verdict_only_share: 0.5, max_tokens: 400}
    training:
      steps: 6
      precision: float32
      evaluate_every: 3
      schedule: {peak: 3.0e-3, warm_up_steps: 1}
      batches: {examples: 8}
    evaluation: {examples_per_format: 2, seed: 5}
    output: {folder: out, weights: bfloat16}

    """

  @Test func `goes from a recipe to a folder that judges`() async throws {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let configuration = try SFTConfiguration(yaml: Self.recipe, file: "tiny.yaml")
      let run = SFTRun(configuration, workingFolder: folder)
      let prepared = try await run.prepare()
      #expect(prepared.set.examples.count + prepared.set.overlong.count == 60)
      let choice = try #require(configuration.evaluation)
      let evaluation = try HeldOutEvaluation(
        choice, style: prepared.encoder.style, sampling: SamplingParameters(maximumTokens: 8))
      #expect(evaluation.examples.count == 10)
      let summary = try await run.train(
        prepared, evaluate: evaluation.hook(prepared.encoder.frame))
      #expect(summary.steps == 6)
      let course = try TrainingLog.read(run.log)
      #expect(course.steps.count == 6 && course.summary == summary)
      #expect(course.evaluations.map(\.step) == [3, 6])
      #expect(course.evaluations[0].metrics.keys.contains("all"))
      let recorded = try JSONDecoder().decode(
        SFTConfiguration.self,
        from: Data(contentsOf: run.output.appending(path: "training/recipe.json")))
      #expect(recorded == configuration)

      // What was saved is what was trained, and it answers.
      let saved = try await TensorActor.run { try LocalChatModel.load(run.output) }
      #expect(try await evaluation.items(saved).count == 10)
    }
  }

  @Test func `gives the same weights for the same recipe`() async throws {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let configuration = try SFTConfiguration(yaml: Self.recipe, file: "tiny.yaml")
      var files: [Data] = []
      for name in ["a", "b"] {
        let run = SFTRun(configuration, workingFolder: folder.appending(path: name))
        _ = try await run.train(run.prepare())
        files.append(try Data(contentsOf: run.output.appending(path: "model.safetensors")))
      }
      #expect(files[0] == files[1])
    }
  }

  @Test func `samples from and trains its own weights`() async throws {
    try TinyWorld.load()
    try await withTemporaryFolder { folder in
      let recipe = try SFTConfiguration(yaml: Self.recipe, file: "tiny.yaml")
      let run = SFTRun(recipe, workingFolder: folder)
      _ = try await run.train(run.prepare())
      let loop = """
        name: better
        seed: 4
        model: {folder: out}
        data:
          digit_chains: {seed: 9, examples: 24}
        prompt: {style: compact, verdict_only_share: 0.5, max_tokens: 400}
        sampling: {iterations: 2, samples: 2, temperature: 0.9, max_tokens: 6}
        training:
          epochs: 1
          precision: float32
          schedule: {shape: constant, peak: 1.0e-3}
          batches: {examples: 4}
        output: {folder: rs}

        """
      let configuration = try RejectionSamplingConfiguration(yaml: loop, file: "loop.yaml")
      #expect(configuration.settings.sampling.temperature == 0.9)
      let start = try await TensorActor.run {
        try Checkpoint.load(folder.appending(path: configuration.start))
      }
      let learner = try await ModelLearner(start, name: configuration.name)
      let encoder = ExampleEncoder(
        style: try PromptStyles.named(configuration.style), frame: try #require(start.frame))
      let examples = try configuration.data.flatMap {
        try $0.examples(workingFolder: folder)
      }
      let summaries = try await RejectionSampling(
        settings: configuration.settings, encoder: encoder,
        output: folder.appending(path: configuration.output)
      ).run(learner, on: examples)
      #expect(summaries.count == 2)
      #expect(summaries.flatMap(\.table.rows).reduce(0) { $0 + $1.examples } == 24)
    }
  }

  @Test func `reads the recipes that ship`() throws {
    let folder = SharedData.packageRoot.appending(path: "Recipes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(files.contains("assay-mini.yaml"))
    let mini = try SFTConfiguration(contentsOf: folder.appending(path: "assay-mini.yaml"))
    #expect(mini.name == "assay-mini")
  }
}
