// SPDX-License-Identifier: Apache-2.0

/// The prompt styles that come with Assay, by name.
public enum PromptStyles {
  /// Every style, in the order in which they are listed.
  public static let all: [any PromptStyle] = [
    R3Style(), FareStyle(), FlameStyle(), CompactStyle(), PrometheusStyle(), RewardBenchStyle(),
    RewardBench2Style(), RewardBenchRatingStyle(), GEvalStyle(), RMR1Style(), VanillaStyle(),
    CriteriaStyle(),
  ]

  /// One line about each style, for lists.
  public static func summary(of style: any PromptStyle) -> String {
    switch style.name {
    case "r3": "R3's templates to the letter; answers in JSON with an explanation and a score"
    case "fare": "FARE's blocks in our words; answers with Explanation: and then Verdict:"
    case "flame": "FLAMe's labelled blocks; the answer first, then an explanation"
    case "compact": "a frame of a few dozen characters, for very small models"
    case "prometheus": "Prometheus's contract: feedback, then [RESULT] with a score, or A or B"
    case "reward-bench": "RewardBench's contract: an explanation, then [[A]] or [[B]]"
    case "reward-bench-2": "RewardBench 2's choice among four: [[A]] to [[D]]"
    case "reward-bench-rating": "RewardBench 2's ratings: a last line Rating: 1 to 10"
    case "g-eval": "G-Eval's form: criteria, steps of evaluation, and a score"
    case "rm-r1": "RM-R1's contract: chat or reasoning, then <answer>[[A]]</answer>"
    case "criteria": "several named criteria in one JSON answer, each with its reason and score"
    case "vanilla": "JudgeBench's vanilla judge: Output (a) or Output (b)"
    default: ""
    }
  }

  /// The style of the name.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument` that lists the names there are.
  public static func named(_ name: String) throws -> any PromptStyle {
    guard let style = all.first(where: { $0.name == name }) else {
      throw AssayError(
        .invalidArgument, "There is no prompt style '\(name)'.",
        advice: "Choose one of: \(all.map(\.name).joined(separator: ", ")).")
    }
    return style
  }
}
