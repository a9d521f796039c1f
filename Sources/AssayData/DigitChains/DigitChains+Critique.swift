// SPDX-License-Identifier: Apache-2.0

public import AssayCore

extension DigitChains {
  /// What a perfect judge says of an example before its verdict; `nil` where the example is not
  /// of this world.
  ///
  /// The right lines are worked out one by one. Each character that should stand in a line is
  /// followed by the one that does, in a pair by the first and then the second response's; a `=`
  /// that all have is written once. Where they differ, a mark for each response ends the
  /// critique, `y` for right and `n` for wrong:
  ///
  ///     a33++44=77
  ///     b77**22=45n
  ///
  /// The end of a line stands as a full stop where it meets a character. Where every response
  /// shows its answer alone, the steps have nothing beside them. Where a reference answer
  /// is given, the critique is its line alone. Everything follows from what the judge can see, so
  /// it holds for a pair in either order.
  public static func critique(for example: Example) -> String? {
    guard let task = DigitChainTask(format: example.format),
      let problem = problem(of: example)
    else { return nil }
    let responses = lines(of: example)
    guard responses.count == (task == .pairwise ? 2 : 1) else { return nil }
    if task == .referenceVerification {
      guard let reference = example.reference else { return nil }
      return compared("=\(reference)", with: [responses[0].last ?? ""]).text
    }
    let solution = problem.solution
    var critique: [String] = []
    if task != .stepwise, responses.allSatisfy({ isAnswerAlone($0, to: problem) }) {
      critique = solution.dropLast().enumerated().map { ChainText.labelled($1, $0) }
      let line = compared(solution.last ?? "", with: responses.map { $0[0] })
      return (critique + [ChainText.labelled(line.text, solution.count - 1)])
        .joined(separator: "\n")
    }
    let count = responses.reduce(solution.count) { max($0, $1.count) }
    for index in 0..<count {
      func line(_ lines: [String]) -> String { lines.indices.contains(index) ? lines[index] : "" }
      let line = compared(line(solution), with: responses.map(line))
      critique.append(ChainText.labelled(line.text, index))
      if !line.isRight { break }
    }
    return critique.joined(separator: "\n")
  }

  /// Whether a response shows no step, only its answer.
  private static func isAnswerAlone(_ lines: [String], to problem: ChainProblem) -> Bool {
    lines.count == 1 && lines[0].hasPrefix("=") && problem.stepCount > 0
  }

  /// A line beside the lines that should be the same.
  private static func compared(
    _ right: String, with given: [String]
  ) -> (text: String, isRight: Bool) {
    var text = ""
    var (right, given) = (Substring(right), given.map { Substring($0) })
    while !right.isEmpty || given.contains(where: { !$0.isEmpty }) {
      let expected = right.popFirst() ?? "."
      let found = given.indices.map { given[$0].popFirst() ?? "." }
      text.append(expected)
      if expected != "=" || found.contains(where: { $0 != "=" }) { text += String(found) }
      if found.contains(where: { $0 != expected }) {
        return (text + found.map { $0 == expected ? "y" : "n" }.joined(), false)
      }
    }
    return (text, true)
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
    let errors = responses.map { lines in
      task != .stepwise && isAnswerAlone(lines, to: problem)
        ? (lines.last == problem.solution.last ? nil : problem.stepCount)
        : problem.firstError(in: lines)
    }
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
}
