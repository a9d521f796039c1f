// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Makes judging examples out of a right response and the same response with a fault in it
/// (FARE §3.3).
public struct FaultyTwins: Sendable, Hashable {
  /// A kind of example to make.
  public enum Task: String, Sendable, Hashable, CaseIterable {
    /// The right response beside the broken one, in an order that the seed decides.
    case pairwise
    /// The broken response alone, which is not right.
    case verification
    /// The broken response in steps, with the step of the fault.
    case stepwise
  }

  public var tasks: [Task]
  public var seed: UInt64

  public init(tasks: [Task] = Task.allCases, seed: UInt64 = 0) {
    self.tasks = tasks
    self.seed = seed
  }

  /// The examples for one fault.
  ///
  /// - Parameter example: The example whose first response is right.
  public func examples(
    from example: Example, fault: InjectedFault, number: Int = 0
  ) -> [Example] {
    tasks.compactMap { task in
      var twin = example
      twin.id = "\(example.id)~\(number)-\(task.rawValue)"
      twin.steps = nil
      twin.metadata["origin"] = "injected"
      twin.metadata["fault"] = fault.record
      twin.metadata["from"] = .string(example.id)
      twin.forgetJudgments()
      switch task {
      case .pairwise:
        let right = example.responses.first ?? ""
        var generator = SeededGenerator(
          seed: StableHash.seed(seed, twin.id), stream: "faulty-twin-place")
        let isFirst = generator.below(2) == 0
        twin.format = .pairwise(ties: false)
        twin.responses = isFirst ? [right, fault.text] : [fault.text, right]
        twin.gold = .preference(isFirst ? .first : .second)
        twin.reference = nil
      case .verification:
        twin.format =
          switch example.format {
          case .verification, .binary: example.format
          default: .verification(reference: example.reference != nil)
          }
        twin.responses = [fault.text]
        twin.gold = .boolean(false)
      case .stepwise:
        // A fault in an empty line, or in a text without lines, has no step of its own.
        guard let steps = Self.steps(of: fault.text),
          let step = steps.firstIndex(where: { $0.line == fault.line })
        else { return nil }
        twin.format = .stepwise
        twin.steps = steps.map(\.text)
        twin.responses = [fault.text]
        twin.gold = .firstError(step)
        twin.reference = nil
      }
      return twin
    }
  }

  /// The right response in steps of which none is wrong, beside those that have a wrong one.
  ///
  /// - Returns: `nil` where the example is in steps already, or its response has one line.
  public static func rightSteps(of example: Example) -> Example? {
    guard example.format != .stepwise, let response = example.responses.first,
      let steps = steps(of: response)
    else { return nil }
    var right = example
    right.id = "\(example.id)~right-stepwise"
    right.forgetJudgments()
    right.format = .stepwise
    right.steps = steps.map(\.text)
    right.gold = .firstError(nil)
    right.reference = nil
    right.metadata["from"] = .string(example.id)
    return right
  }

  /// The lines of a text that are not empty, each with its number; `nil` where there are not two.
  private static func steps(of text: String) -> [(line: Int, text: String)]? {
    let steps = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { $0.element.contains { !$0.isWhitespace } }
      .map { (line: $0.offset, text: String($0.element)) }
    return steps.count > 1 ? steps : nil
  }
}
