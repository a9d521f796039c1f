// SPDX-License-Identifier: Apache-2.0

public import AssayCore

extension DigitChains {
  /// What a perfect judge says of an example before its verdict; `nil` where the example is not
  /// of this world.
  ///
  /// The right lines are worked out one by one, each with a mark for every response that is
  /// judged: `y` where its line is the same, `n` where it is not. The first `n` ends the critique:
  ///
  ///     a+4=7y
  ///     b*2=4n
  ///
  /// Where a reference answer is given, the critique is one line of it. Everything follows from
  /// what the judge can see, so it holds for a pair in either order.
  public static func critique(for example: Example) -> String? {
    guard let task = DigitChainTask(format: example.format),
      let problem = problem(of: example)
    else { return nil }
    let responses = lines(of: example)
    guard responses.count == (task == .pairwise ? 2 : 1) else { return nil }
    if task == .referenceVerification {
      guard let reference = example.reference else { return nil }
      return "=\(reference)" + mark(responses[0].last == "=\(reference)")
    }
    let solution = problem.solution
    var critique: [String] = []
    for (index, line) in solution.enumerated() {
      let isRight = responses.map { $0.indices.contains(index) && $0[index] == line }
      critique.append(ChainText.labelled(line, index) + isRight.map(mark).joined())
      if isRight.contains(false) { return critique.joined(separator: "\n") }
    }
    // A response that goes on after its answer has a line too many, the first wrong one.
    if responses.contains(where: { $0.count > solution.count }) {
      let marks = responses.map { mark($0.count == solution.count) }.joined()
      critique.append(CompactStyle.stepLabel(solution.count) + marks)
    }
    return critique.joined(separator: "\n")
  }

  /// The right judgment of an example, worked out from what the judge can see.
  ///
  /// - Returns: `nil` where the example is not of this world, or is a pair that is not of one
  ///   right and one wrong solution.
  public static func judgment(of example: Example) -> Judgment? {
    guard let task = DigitChainTask(format: example.format),
      let problem = problem(of: example)
    else { return nil }
    let responses = lines(of: example)
    let errors = responses.map { problem.firstError(in: $0) }
    guard errors.count == (task == .pairwise ? 2 : 1) else { return nil }
    switch task {
    case .pairwise:
      guard (errors[0] == nil) != (errors[1] == nil) else { return nil }
      return .preference(errors[0] == nil ? .first : .second)
    case .stepwise: return .firstError(errors[0])
    case .referenceVerification:
      return example.reference.map { .boolean(responses[0].last == "=\($0)") }
    case .verification, .binary: return .boolean(errors[0] == nil)
    case .rating:
      return .score(
        DigitChainTask.rating(firstError: errors[0], stepCount: problem.stepCount))
    }
  }

  /// The problem that an example asks, read from its text.
  public static func problem(of example: Example) -> ChainProblem? {
    ChainDomain(instruction: example.instruction)
      .flatMap { ChainProblem(domain: $0, input: example.input) }
  }

  private static func lines(of example: Example) -> [[String]] {
    example.steps.map { [$0] } ?? example.responses.map(ChainText.lines)
  }

  private static func mark(_ isRight: Bool) -> String { isRight ? "y" : "n" }
}
