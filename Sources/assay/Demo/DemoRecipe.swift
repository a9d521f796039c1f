// SPDX-License-Identifier: Apache-2.0

/// `Recipes/assay-mini-rs.yaml` cut down to one short round.
enum DemoRecipe {
  static let text = """
    name: demo
    seed: 7
    model: {folder: assay-mini-start}
    data:
      digit_chains: {seed: 7, split: train, examples: 4000}
    prompt: {style: compact, verdict_only_share: 0.1, max_tokens: 320}
    sampling: {iterations: 1, samples: 4, temperature: 0.9, max_tokens: 128, requests_per_batch: 512}
    training:
      epochs: 1
      schedule: {shape: cosine, peak: 0.0006, warm_up_steps: 5, final_share: 0.1}
      optimiser: {beta1: 0.9, beta2: 0.95, weight_decay: 0.05, clip_norm: 1}
      batches: {examples: 32, order: preserved, positions_per_pass: 8192}
      precision: float32
    output: {folder: demo}
    """
}
