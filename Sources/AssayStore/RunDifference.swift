// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// How many judgments two runs share, and in how many they differ.
public struct RunDifference: Sendable, Hashable {
  /// Judgments that both runs have, failed requests among them.
  public var shared = 0
  /// Of the shared ones, those whose answers differ.
  public var differing = 0
  /// Of the shared ones, those that only the first run has right, and only the second.
  public var rightInFirstOnly = 0
  public var rightInSecondOnly = 0
  /// Judgments that only one of the runs has.
  public var onlyInFirst = 0
  public var onlyInSecond = 0

  public init() {}
}

/// A judgment on which two runs differ.
public struct DifferingItem: Sendable, Hashable {
  public var key: CompletionRequest.Key
  public var first: Answer
  public var second: Answer

  /// What one of the runs says.
  public struct Answer: Sendable, Hashable {
    public var text: String
    /// `nil` where the right judgment is unknown.
    public var isCorrect: Bool?

    public init(text: String, isCorrect: Bool? = nil) {
      self.text = text
      self.isCorrect = isCorrect
    }
  }
}
