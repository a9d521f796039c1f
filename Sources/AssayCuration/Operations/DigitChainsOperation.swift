// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData

/// `digit-chains`: examples of the synthetic world of digit chains, whose every right answer is
/// known and which the embedded evaluators can judge (docs/digit-chains.md).
///
/// - `groups`: how many problems; each gives one example of each task.
/// - `tasks`: the tasks; else FARE's five.
/// - `split`: `train` (the default) or `held-out`.
///
/// The seed of the stage makes the problems.
struct DigitChainsOperation: WholeOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "digit-chains",
      summary: "Examples of a synthetic world that embedded models can judge.",
      inputs: 0...0)
  ) { try DigitChainsOperation($0) }

  let groups: Int
  let tasks: [DigitChainTask]
  let split: DigitChains.Split

  init(_ section: RecipeSection) throws {
    groups = try section.required("groups", section.whole("groups", atLeast: 1))
    tasks =
      try section.texts("tasks")?.map { name in
        guard let task = DigitChainTask(rawValue: name) else {
          throw section.failure(
            "tasks", "There is no task '\(name)'.",
            advice: "The tasks are: "
              + "\(DigitChainTask.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return task
      } ?? DigitChainTask.fare
    let word = try section.text("split")
    guard let split = word.map(DigitChains.Split.init(rawValue:)) ?? .train else {
      throw section.failure(
        "split", "'\(word ?? "")' is no split.", advice: "Write train or held-out.")
    }
    self.split = split
  }

  func content(in context: CurationContext) -> JSONValue {
    [
      "groups": .integer(groups), "tasks": .array(tasks.map { .string($0.rawValue) }),
      "split": .string(split.rawValue),
    ]
  }

  /// Some of the examples, as they will be made.
  func sample(_ count: Int, seed: UInt64) throws -> [Example] {
    let world = DigitChains(DigitChains.Settings(seed: seed, split: split))
    return Array(try world.examples(groups: min(groups, count), tasks: tasks).prefix(count))
  }

  func run(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws {
    let world = DigitChains(DigitChains.Settings(seed: context.seed, split: split))
    for example in try world.examples(groups: groups, tasks: tasks) { try writer.keep(example) }
    writer.note("source", "digit-chains")
    writer.note("licence", "Apache-2.0")
    writer.note("homepage", "made by this recipe")
  }
}
