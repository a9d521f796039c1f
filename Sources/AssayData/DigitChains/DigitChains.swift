// SPDX-License-Identifier: Apache-2.0

public import AssayCore

/// The synthetic world of digit chains: small problems, stepwise solutions, injected errors.
///
/// It is an endless source of examples whose right judgment is known, in all five tasks of FARE
/// and the three formats of R3. Example *i* follows from the seed and *i* alone, so that any part
/// of the stream can be made anywhere, in any order, in constant memory:
///
///     let world = DigitChains(DigitChains.Settings(seed: 7))
///     let example = world.example(at: 1_000_000)
///
/// A problem belongs to the training or the held-out half of the world by a hash of what it asks,
/// under every seed: no choice of seeds can leak a held-out problem into training.
public struct DigitChains: Sendable, Hashable {
  /// The name of the source of its examples.
  public static let source = "digit-chains"

  public let settings: Settings

  public init(_ settings: Settings = Settings()) { self.settings = settings }

  /// The problem with the index.
  public func problem(at index: Int) -> ChainProblem {
    var generator = generator(at: index, stream: "problem")
    while true {
      let domain = generator.choice(settings.domains, among: ChainDomain.allCases)
      let problem = ChainProblem.draw(domain, from: &generator)
      if Split(group: problem.group) == settings.split { return problem }
    }
  }

  /// The example with the index: one task on the problem with the index.
  public func example(at index: Int) -> Example {
    var generator = generator(at: index, stream: "task")
    return example(
      generator.choice(settings.tasks, among: DigitChainTask.allCases), at: index)
  }

  /// Any task on the problem with the index; examples of one index are of one group.
  public func example(_ task: DigitChainTask, at index: Int) -> Example {
    var generator = generator(at: index, stream: task.rawValue)
    return ChainExampleMaker(
      problem: problem(at: index), task: task,
      id: "\(settings.split.rawValue)-\(settings.seed)-\(index)-\(task.rawValue)",
      errors: settings.errors, answerOnlyShare: settings.answerOnlyShare
    ).example(from: &generator)
  }

  /// The first so many examples of the stream, made as they are asked for.
  public func prefix(_ count: Int) -> some Sequence<Example> & Sendable {
    (0..<max(0, count)).lazy.map { [self] index in example(at: index) }
  }

  /// Every one of the tasks on each of so many problems, no problem twice; problem by problem.
  ///
  /// - Throws: An `AssayError` with code `limitExceeded` where 200 problems in a row were there
  ///   already: the settings' domains hardly have so many.
  public func examples(groups count: Int, tasks: [DigitChainTask]) throws -> [Example] {
    var seen: Set<String> = []
    var examples: [Example] = []
    var index = 0
    var repeats = 0
    while seen.count < count {
      guard repeats < 200 else {
        throw AssayError(
          .limitExceeded, "Only \(seen.count) of \(count) different problems were found.",
          advice: "Ask for fewer, or let more domains take part.")
      }
      if seen.insert(problem(at: index).group).inserted {
        examples += tasks.map { example($0, at: index) }
        repeats = 0
      } else {
        repeats += 1
      }
      index += 1
    }
    return examples
  }

  private func generator(at index: Int, stream: String) -> SeededGenerator {
    let name = "\(Self.source)/\(settings.split.rawValue)/\(index)"
    return SeededGenerator(seed: StableHash.seed(settings.seed, name), stream: stream)
  }

}

extension SeededGenerator {
  /// One of the choices, each as likely as its share of the weights says.
  mutating func choice<Choice: Hashable>(
    _ weights: [Choice: Double], among choices: [Choice]
  ) -> Choice {
    let total = choices.reduce(0) { $0 + max(0, weights[$1] ?? 0) }
    var point = unit() * total
    for choice in choices {
      let weight = max(0, weights[choice] ?? 0)
      if point < weight { return choice }
      point -= weight
    }
    // Rounding, or no weight at all: the last choice that has weight, else the first.
    return choices.last { (weights[$0] ?? 0) > 0 } ?? choices[0]
  }
}
