// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData

/// `inject`: faulty twins of right responses, as FARE makes them (§3.3).
///
/// - `with`: the injectors; else all that fit. `assay list injectors` names them.
/// - `makes`: `pairwise`, `verification`, `stepwise`; else all three.
/// - `faults`: how many faults an example gets, each in a twin of its own; 1.
/// - `check`: `tests` keeps only faults that make the example's own tests fail. The tests are a
///   program in the metadata (`tests`), in which `{response}` stands for the response.
/// - `keep`: whether the right example stays in the set, and, where it gave solutions in steps, once
///   in steps of which none is wrong; true.
///
/// Right are examples with one response whose gold says so: true, or no wrong step. Others pass
/// through, and so do right ones in which no fault can be put; where `keep` is false, these leave as
/// `no-fault`. Descriptions of functions are taken from the metadata (`tools`).
public struct InjectOperation: ItemwiseOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "inject", summary: "Faulty twins of right responses, with a record of what was broken.")
  ) { try InjectOperation($0) }

  let injectors: [String]
  let tasks: [FaultyTwins.Task]
  let faults: Int
  let check: Check?
  let keepsRight: Bool

  enum Check: String, CaseIterable {
    case tests
  }

  public init(_ section: RecipeSection) throws {
    let known = ErrorInjectors.all.map { $0.card.name }
    injectors = try section.texts("with") ?? known
    if let stray = injectors.first(where: { !known.contains($0) }) {
      throw section.failure(
        "with", "There is no injector '\(stray)'.",
        advice: "The injectors are: \(known.joined(separator: ", ")).")
    }
    tasks = try (section.texts("makes") ?? FaultyTwins.Task.allCases.map(\.rawValue)).map {
      guard let task = FaultyTwins.Task(rawValue: $0) else {
        throw section.failure(
          "makes", "'\($0)' is no task.", advice: "Use pairwise, verification and stepwise.")
      }
      return task
    }
    faults = try section.whole("faults", atLeast: 1) ?? 1
    check = try section.choice("check")
    keepsRight = try section.flag("keep") ?? true
  }

  public func most(from count: Int) -> Int {
    let right = keepsRight ? (tasks.contains(.stepwise) ? 2 : 1) : 0
    return count.times(max(1, faults.times(tasks.count) + right))
  }

  public func content(in context: CurationContext) -> JSONValue {
    [
      "version": 2, "with": .array(injectors.map { .string($0) }),
      "makes": .array(tasks.map { .string($0.rawValue) }), "faults": .integer(faults),
      "check": check.map { .string($0.rawValue) } ?? .null, "keep": .bool(keepsRight),
    ]
  }

  public func worker(in context: CurationContext) async throws -> ItemWorker {
    let sandbox = check == .tests ? try await ProgramSandbox() : nil
    let seed = context.seed
    return { batch in
      var outcomes: [ItemOutcome] = []
      for example in batch {
        outcomes.append(try await outcome(of: example, sandbox, seed: seed))
      }
      return outcomes
    }
  }

  private func outcome(
    of example: Example, _ sandbox: ProgramSandbox?, seed: UInt64
  ) async throws -> ItemOutcome {
    guard example.responses.count == 1, Self.isRight(example) else {
      return ItemOutcome(kept: [example])
    }
    let subject = InjectionSubject(
      text: example.responses[0], question: example.input,
      tools: example.metadata["tools"]?.arrayValue ?? [])
    let all = injectors.compactMap(ErrorInjectors.named).flatMap { $0.faults(in: subject) }
    var generator = SeededGenerator(seed: StableHash.seed(seed, example.id), stream: "inject")
    var chosen: [InjectedFault] = []
    // Kinds come in turn, so that one kind with many places does not crowd out the others.
    for fault in Self.mixed(all, &generator) where chosen.count < faults {
      if let sandbox {
        guard let fails = try await Self.fails(fault, example, sandbox), fails else { continue }
      }
      chosen.append(fault)
    }
    let twins = FaultyTwins(tasks: tasks, seed: seed)
    let made = chosen.enumerated().flatMap {
      twins.examples(from: example, fault: $0.element, number: $0.offset)
    }
    if keepsRight {
      let hasSteps = made.contains { $0.format == .stepwise }
      let right = hasSteps ? FaultyTwins.rightSteps(of: example) : nil
      return ItemOutcome(kept: [example] + made + (right.map { [$0] } ?? []))
    }
    return made.isEmpty
      ? ItemOutcome(
        kept: [], departure: Departure(filter: "inject", reason: "no-fault", detail: example.id))
      : ItemOutcome(kept: made)
  }

  private static func isRight(_ example: Example) -> Bool {
    switch example.gold {
    case .boolean(true), .firstError(nil): true
    default: false
    }
  }

  /// The faults in random order, one kind after the other.
  static func mixed(
    _ faults: [InjectedFault], _ generator: inout SeededGenerator
  ) -> [InjectedFault] {
    var byKind: [String: [InjectedFault]] = [:]
    for fault in faults { byKind[fault.kind, default: []].append(fault) }
    var queues = generator.shuffled(byKind.keys.sorted()).map { kind in
      generator.shuffled(byKind[kind] ?? [])
    }
    var mixed: [InjectedFault] = []
    while !queues.isEmpty {
      for index in queues.indices { mixed.append(queues[index].removeLast()) }
      queues.removeAll(where: \.isEmpty)
    }
    return mixed
  }

  /// Whether the tests fail on the fault; `nil` where the example has none.
  private static func fails(
    _ fault: InjectedFault, _ example: Example, _ sandbox: ProgramSandbox
  ) async throws -> Bool? {
    guard let tests = example.metadata["tests"]?.stringValue else { return nil }
    let program = tests.replacing("{response}", with: fault.text)
    return try await !sandbox.runPython(program).succeeded
  }
}
