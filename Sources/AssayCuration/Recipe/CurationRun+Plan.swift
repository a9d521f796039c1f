// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData

/// What is left to do of a recipe, before anything is done.
public struct CurationPlan: Sendable, Hashable, Encodable {
  /// The stages, in the recipe's order.
  public var stages: [Stage]

  /// What one stage will do.
  public struct Stage: Sendable, Hashable, Encodable {
    public var stage: String
    public var operation: String
    /// Whether its work is done already.
    public var isFinished: Bool
    /// How many examples come out, or where that is not known, go in at most.
    public var examples: Int
    /// Whether the number is known and not an upper bound.
    public var isExact: Bool
    /// What models will be asked; nothing of finished stages.
    public var demands: [ModelDemand]
  }
}

extension CurationRun {
  private static let mostPlanned = 1_000_000_000

  /// Counts what each stage has to do.
  ///
  /// Stages that are finished count with what came out of them. A source that was not read yet is
  /// read and counted; every other stage is taken to keep all that comes in and to make as much as
  /// it can, so that its numbers are upper bounds, and what it asks models is reckoned from the
  /// first examples at hand.
  public func plan() async throws -> CurationPlan {
    var finished: [String: FinishedStage] = [:]
    for stage in try await finishedStages() { finished[stage.record.stage] = stage }
    var plan = CurationPlan(stages: [])
    var counts: [String: Int] = [:]
    var samples: [String: [Example]] = [:]
    for stage in recipe.stages {
      if let done = finished[stage.name] {
        counts[stage.name] = done.record.kept
        samples[stage.name] = try done.examples.prefix(64).collect()
        plan.stages.append(
          CurationPlan.Stage(
            stage: stage.name, operation: stage.word, isFinished: true,
            examples: done.record.kept, isExact: true, demands: []))
        continue
      }
      // Limited, so that what is reckoned from it stays a number.
      var count = min(Self.mostPlanned, stage.inputs.reduce(0) { $0 + (counts[$1] ?? 0) })
      var sample = Self.sample(of: stage.inputs, samples, counts)
      let reading = stage.operation as? ReadOperation
      if let reading {
        (count, sample) = try reading.survey(in: context)
      } else if let source = stage.operation as? DigitChainsOperation {
        sample = try source.sample(64, seed: seed(of: stage))
        count = source.groups * source.tasks.count
      }
      let most = min(Self.mostPlanned, stage.operation.most(from: count))
      counts[stage.name] = most
      samples[stage.name] = sample
      plan.stages.append(
        CurationPlan.Stage(
          stage: stage.name, operation: stage.word, isFinished: false, examples: most,
          isExact: stage.inputs.isEmpty,
          demands: try await stage.operation.demands(of: sample, count: count, in: context)))
    }
    return plan
  }

  /// Some examples of every input, by their numbers.
  private static func sample(
    of inputs: [String], _ samples: [String: [Example]], _ counts: [String: Int]
  ) -> [Example] {
    if inputs.count == 1 { return samples[inputs[0]] ?? [] }
    let total = inputs.reduce(0.0) { $0 + Double(counts[$1] ?? 0) }
    return inputs.flatMap { input -> ArraySlice<Example> in
      let share = total > 0 ? Double(counts[input] ?? 0) / total : 0
      return samples[input]?.prefix(max(1, Int(64 * share))) ?? []
    }
  }
}
