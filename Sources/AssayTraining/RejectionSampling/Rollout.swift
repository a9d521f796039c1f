// SPDX-License-Identifier: Apache-2.0

public import AssayCore

/// All samples of one example in one iteration, as kept on disk.
public struct Rollout: Sendable, Hashable, Codable {
  public var iteration: Int
  /// The example's id.
  public var example: String
  public var group: String
  public var task: String
  public var gold: Judgment
  public var samples: [Sample]
  /// Which sample was kept for training; `nil` where none was right.
  public var chosen: Int?

  /// One sampled completion.
  public struct Sample: Sendable, Hashable, Codable {
    public var text: String
    public var finishReason: FinishReason
    public var outcome: Verdict.Outcome
    public var isCorrect: Bool

    private enum CodingKeys: String, CodingKey {
      case text, finishReason = "finish_reason", outcome, isCorrect = "correct"
    }

    public init(
      text: String, finishReason: FinishReason, outcome: Verdict.Outcome, isCorrect: Bool
    ) {
      self.text = text
      self.finishReason = finishReason
      self.outcome = outcome
      self.isCorrect = isCorrect
    }
  }

  /// Keeps one of the right samples, each as likely as the others.
  public init(
    iteration: Int, example: Example, gold: Judgment, samples: [Sample], seed: UInt64
  ) {
    self.iteration = iteration
    self.example = example.id
    group = example.group
    task = RolloutBatches.task(of: example)
    self.gold = gold
    self.samples = samples
    var generator = SeededGenerator(seed: seed, stream: "choose-\(iteration)-\(example.id)")
    chosen = generator.element(of: samples.indices.filter { samples[$0].isCorrect })
  }

  /// The share of samples that were right.
  public var passRate: Double {
    samples.isEmpty ? 0 : Double(samples.count { $0.isCorrect }) / Double(samples.count)
  }

  /// The text that was kept.
  public var chosenText: String? {
    chosen.flatMap { samples.indices.contains($0) ? samples[$0].text : nil }
  }
}
