// SPDX-License-Identifier: Apache-2.0

extension Example {
  /// The words of a scale whose levels are words and not numbers, the lowest first.
  ///
  /// A point-wise example has such a scale where its rubric has as many levels as the scale has
  /// scores and none of their labels is a number.
  public var scaleWords: [String]? {
    guard case .pointwise(let scale) = format, let levels = rubric?.levels,
      levels.count == scale.highest - scale.lowest + 1,
      levels.allSatisfy({ NumberLabel($0.label) == .none })
    else { return nil }
    return levels.map(\.label)
  }

  /// The answers of a scale of words, each of which stands for its score.
  var wordSpace: AnswerSpace? {
    guard case .pointwise(let scale) = format, let words = scaleWords else { return nil }
    return .names(
      words.enumerated().map { .init($1, .score(scale.lowest + $0)) })
  }
}
