// SPDX-License-Identifier: Apache-2.0

public import AssayCore

/// A way to put a problem of digit chains and its solutions to a judge.
public enum DigitChainTask: String, Sendable, Hashable, Codable, CaseIterable {
  /// Which of a right and a wrong solution is better.
  case pairwise
  /// The first wrong line of a solution, the answer's line included.
  case stepwise
  /// Whether a solution's answer is the given right one.
  case referenceVerification = "verification-reference"
  /// Whether a solution is right; no answer is given.
  case verification
  /// How far a solution is right, from 1 to 5 by a rubric.
  case rating = "pointwise"
  /// Whether a solution is right, as true or false by a rubric.
  case binary

  /// The five tasks of FARE §2.
  public static let fare: [DigitChainTask] = [
    .pairwise, .stepwise, .referenceVerification, .verification, .rating,
  ]
  /// The three formats of R3 §2.1.
  public static let r3: [DigitChainTask] = [.rating, .pairwise, .binary]
}

extension DigitChainTask {
  /// The format of its examples, whose name is this task's raw value.
  public var format: JudgmentFormat {
    switch self {
    case .pairwise: .pairwise(ties: false)
    case .stepwise: .stepwise
    case .referenceVerification: .verification(reference: true)
    case .verification: .verification(reference: false)
    case .rating: .pointwise(.oneToFive)
    case .binary: .binary
    }
  }

  /// The task that has the format, if there is one.
  public init?(format: JudgmentFormat) {
    guard let task = Self.allCases.first(where: { $0.format == format }) else { return nil }
    self = task
  }

  /// What the labels of its examples mean, where the task needs it said.
  ///
  /// The words are few because a model that reads characters pays for each of them.
  public var rubric: Rubric? {
    switch self {
    case .pairwise, .stepwise, .referenceVerification, .verification: nil
    case .rating:
      Rubric(levels: [
        .init(label: "1", meaning: "first"), .init(label: "2", meaning: "second"),
        .init(label: "3", meaning: "later"), .init(label: "4", meaning: "answer"),
        .init(label: "5", meaning: "right"),
      ])
    case .binary:
      Rubric(levels: [
        .init(label: "true", meaning: "right"), .init(label: "false", meaning: "wrong"),
      ])
    }
  }

  /// The rating of a solution by the place of its first error: 5 for none, 4 where only the
  /// answer is wrong, 1 and 2 for the first and the second step, 3 for a later one.
  static func rating(firstError: Int?, stepCount: Int) -> Int {
    switch firstError {
    case nil: 5
    case .some(let step) where step >= stepCount: 4
    case .some(0): 1
    case .some(1): 2
    case .some: 3
    }
  }
}
