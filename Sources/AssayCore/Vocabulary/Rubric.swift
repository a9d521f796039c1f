// SPDX-License-Identifier: Apache-2.0

/// The criteria of a judgment and what each of its labels means.
public struct Rubric: Sendable, Hashable, Codable {
  /// What is to be looked at, in free text; may be empty where the levels say it all.
  public var criteria: String
  /// What each label means, in the order in which they are shown.
  public var levels: [Level]

  /// One label and its meaning, such as `5` and the description of the best response.
  public struct Level: Sendable, Hashable, Codable {
    public var label: String
    public var meaning: String

    public init(label: String, meaning: String) {
      self.label = label
      self.meaning = meaning
    }
  }

  public init(criteria: String = "", levels: [Level] = []) {
    self.criteria = criteria
    self.levels = levels
  }
}
