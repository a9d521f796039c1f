// SPDX-License-Identifier: Apache-2.0

import AssayCore

/// Makes one example of a problem and a task: decides what is to be wrong, and writes it down.
struct ChainExampleMaker {
  let problem: ChainProblem
  let task: DigitChainTask
  let id: String
  /// The shares of the kinds of error of a step.
  let errors: [ChainError.Kind: Double]
  /// The share of examples whose responses show the answer alone.
  let answerOnlyShare: Double

  func example(from generator: inout SeededGenerator) -> Example {
    var example = full(from: &generator)
    switch task {
    case .pairwise, .verification, .binary:
      guard answerOnlyShare > 0, generator.unit() < answerOnlyShare else { return example }
      example.responses = example.responses.map { response in
        response.split(separator: "\n").last.map(String.init) ?? response
      }
      return criticised(example)
    case .stepwise, .referenceVerification, .rating: return example
    }
  }

  private func full(from generator: inout SeededGenerator) -> Example {
    switch task {
    case .pairwise: return pair(from: &generator)
    case .stepwise:
      // A quarter without error; the rest spread evenly over the lines.
      let place: Place? =
        generator.below(4) == 0 ? nil : .line(generator.below(problem.stepCount + 1))
      return single(place, &generator)
    case .rating: return single(ratedError(&generator), &generator)
    case .referenceVerification, .verification, .binary:
      return single(generator.below(2) == 0 ? nil : .anywhere, &generator)
    }
  }

  /// Where a solution is to go wrong.
  private enum Place {
    /// At this line, whatever becomes of the answer.
    case line(Int)
    /// At some line, so that the answer comes out wrong.
    case anywhere
  }

  /// The place of the error for a rating, so that over all problems each rating is as frequent:
  /// a problem of two steps has no later error, so the others have more of them.
  private func ratedError(_ generator: inout SeededGenerator) -> Place? {
    let count = problem.stepCount
    let shareWithLater = 1 - 1 / Double(ChainDomain.stepCounts.count)
    if count > 2, generator.unit() * shareWithLater < 0.2 {
      return .line(2 + generator.below(count - 2))
    }
    switch generator.below(4) {
    case 0: return nil
    case 1: return .line(count)
    case 2: return .line(0)
    default: return .line(1)
    }
  }

  /// Lines with an error at the place, and the error.
  private func wrong(
    _ place: Place, _ generator: inout SeededGenerator
  ) -> (lines: [String], error: ChainError) {
    for _ in 0..<1000 {
      let line: Int
      let changesAnswer: Bool
      switch place {
      case .line(let given): (line, changesAnswer) = (given, false)
      case .anywhere: (line, changesAnswer) = (generator.below(problem.stepCount + 1), true)
      }
      let error = ChainError(kind: kind(at: line, &generator), step: line)
      if let lines = problem.solution(
        with: error, changesAnswer: changesAnswer, from: &generator)
      {
        return (lines, error)
      }
    }
    // Not reached: a wrong digit is possible in every step, and a wrong answer in every problem.
    return (problem.solution, ChainError(kind: .wrongAnswer, step: problem.stepCount))
  }

  private func kind(at line: Int, _ generator: inout SeededGenerator) -> ChainError.Kind {
    guard line < problem.stepCount else { return .wrongAnswer }
    // The last step left out would be a wrong answer line, hard to tell from a wrong answer.
    let kinds = problem.domain.stepErrors.filter {
      $0 != .skippedStep || line < problem.stepCount - 1
    }
    return generator.choice(errors, among: kinds)
  }

  private func single(_ place: Place?, _ generator: inout SeededGenerator) -> Example {
    let slip = place.map { wrong($0, &generator) }
    let lines = slip?.lines ?? problem.solution
    return finished([lines], gold(firstError: slip?.error.step), slip?.error)
  }

  private func gold(firstError: Int?) -> Judgment {
    switch task {
    case .stepwise: .firstError(firstError)
    case .rating:
      .score(DigitChainTask.rating(firstError: firstError, stepCount: problem.stepCount))
    case .pairwise, .referenceVerification, .verification, .binary: .boolean(firstError == nil)
    }
  }

  private func pair(from generator: inout SeededGenerator) -> Example {
    let slip = wrong(.anywhere, &generator)
    return generator.below(2) == 0
      ? finished([problem.solution, slip.lines], .preference(.first), slip.error)
      : finished([slip.lines, problem.solution], .preference(.second), slip.error)
  }

  private func finished(
    _ responses: [[String]], _ gold: Judgment, _ error: ChainError?
  ) -> Example {
    let answer = problem.solution.last.map { String($0.dropFirst()) }
    var example = Example(
      id: id, format: task.format, instruction: problem.domain.instruction, input: problem.input,
      responses: responses.map(ChainText.lettered),
      reference: task == .referenceVerification ? answer : nil,
      steps: task == .stepwise ? responses.first : nil, rubric: task.rubric, gold: gold,
      source: DigitChains.source, domain: problem.domain.rawValue, group: problem.group)
    example.metadata["error"] = error?.json
    return criticised(example)
  }

  private func criticised(_ example: Example) -> Example {
    var example = example
    example.metadata["critique"] = DigitChains.critique(for: example).map { .string($0) }
    return example
  }
}
