// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayJudging
import Foundation

/// The scale and the criteria that examples are judged by, in place of their own.
struct RubricOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The scale of point-wise examples: 1-10, 0-1, or words from the lowest up: "
        + "poor,fair,good (styles r3, criteria and your own).", valueName: "scale"))
  var scale: ScaleArgument?

  @Option(
    help: ArgumentHelp(
      "A rubric: scale, levels and criteria (docs/judging.md). Several named criteria are judged "
        + "in one answer, each with its reason and score.", valueName: "yaml"))
  var rubric: String?

  /// A scale as an option.
  struct ScaleArgument: ExpressibleByArgument {
    var scale: RubricFile.Scale

    init?(argument: String) {
      guard let scale = RubricFile.Scale(argument) else { return nil }
      self.scale = scale
    }
  }

  /// Everything that the options say; `nil` where they say nothing.
  ///
  /// - Throws: What is wrong with the file.
  func file() throws -> RubricFile? {
    guard scale != nil || rubric != nil else { return nil }
    var file = try rubric.map { try RubricFile(at: URL(filePath: $0)) } ?? RubricFile()
    if let scale {
      let labels = scale.scale.labels
      if let stray = file.levels.keys.sorted().first(where: { !labels.contains($0) }) {
        throw AssayError(
          .invalidArgument, "The rubric has a level '\(stray)' that --scale lacks.",
          advice: "Leave --scale out, or correct the rubric.")
      }
      file.scale = scale.scale
    }
    return file
  }

  /// The examples with the rubric, and the style that asks by it.
  ///
  /// - Parameter judge: Its style becomes `criteria` for named criteria where none is chosen.
  func applied(
    to examples: [Example], judge: inout JudgeOptions
  ) throws -> [Example] {
    guard let file = try file() else { return examples }
    if !file.named.isEmpty {
      guard judge.styleFile == nil, [nil, CriteriaStyle().name].contains(judge.style) else {
        throw AssayError(
          .invalidArgument, "Named criteria are asked for in the style 'criteria'.",
          advice: "Leave --style and --style-file out, or give the criteria as one text.")
      }
      guard !judge.expectedScore || file.named.count == 1 else {
        throw AssayError(
          .invalidArgument, "--expected-score goes with one criterion.",
          advice: "Leave it out, or judge each criterion on its own.")
      }
      judge.style = CriteriaStyle().name
    }
    if case .words? = file.scale, judge.styleFile == nil {
      judge.style = judge.style ?? R3Style().name
      guard [R3Style().name, CriteriaStyle().name].contains(judge.style) else {
        throw AssayError(
          .invalidArgument, "The style '\(judge.style ?? "")' has no scale of words.",
          advice: "Choose r3, criteria or a style of your own.")
      }
    }
    return examples.map(file.applied)
  }

  /// The known scores that a scale of another length has taken from examples, by example.
  static func scores(of given: [Example], lostIn examples: [Example]) -> [String: Double] {
    var scores: [String: Double] = [:]
    for (old, new) in zip(given, examples) where new.gold == nil {
      if case .score(let score)? = old.gold { scores[old.id] = Double(score) }
    }
    return scores
  }
}
