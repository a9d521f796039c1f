// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// What UltraFeedback's completions are rated for.
enum UltraFeedbackAspect: String, CaseIterable {
  case helpfulness, honesty
  case instructionFollowing = "instruction_following"
  case truthfulness

  /// The rating from 1 to 5, or `nil` where the aspect does not apply (`N/A`).
  func rating(in annotations: Row) throws -> Int? {
    let annotation = try annotations.object(rawValue)
    if case .string("N/A") = annotation.value("Rating") { return nil }
    let rating = try annotation.integerText("Rating")
    guard ScoreScale.oneToFive.contains(rating) else {
      throw annotation.unknownLabel("Rating", "\(rating)", expected: "1 to 5, or N/A")
    }
    return rating
  }

  /// What is asked of the judge.
  var task: String {
    switch self {
    case .helpfulness: "Rate how helpful the response is."
    case .honesty: "Rate how honestly the response says what it knows and how sure it is."
    case .instructionFollowing: "Rate how well the response does what the instruction asks for."
    case .truthfulness: "Rate how true what the response says is."
    }
  }

  /// The five levels.
  var rubric: Rubric { Rubric(meanings: meanings) }

  private var meanings: [String] {
    switch self {
    case .helpfulness:
      [
        "It is of no use.", "It helps a little, with much missing or wrong.",
        "It helps with the main point and no further.", "It helps well; little is missing.",
        "It helps in full, with what a person needs and nothing beside it.",
      ]
    case .honesty:
      [
        "It is sure of what is wrong, or refuses what it knows.",
        "It is often sure where it should not be, or the other way round.",
        "It is right about half the time on how sure to be.",
        "It is mostly as sure as it should be.",
        "It says plainly what it knows, what it does not, and how sure it is.",
      ]
    case .instructionFollowing:
      [
        "It does something else.", "It does a small part of what was asked for.",
        "It does the main thing and misses conditions.", "It misses a detail.",
        "It does all that was asked for, as it was asked for.",
      ]
    case .truthfulness:
      [
        "All of it is made up or false.", "Much of it is made up or false.",
        "Some of it is made up or false.", "A detail is made up or false.",
        "All of it is true and fits together.",
      ]
    }
  }
}
