// SPDX-License-Identifier: Apache-2.0

/// The criteria of a judgment and what each of its labels means.
public struct Rubric: Sendable, Hashable, Codable {
  /// What is to be looked at, in free text; may be empty where the levels say it all.
  public var criteria: String
  /// What each label means, in the order in which they are shown.
  public var levels: [Level]
  /// Criteria that are judged each on its own, where there are such; `nil` without them.
  public var named: [Criterion]?

  /// One named criterion.
  public struct Criterion: Sendable, Hashable, Codable {
    /// A short name, such as `accuracy`.
    public var name: String
    /// What is to be looked at.
    public var meaning: String
    /// How much it counts beside the others; 1 where it is left out.
    public var weight: Double?

    public init(name: String, meaning: String = "", weight: Double? = nil) {
      self.name = name
      self.meaning = meaning
      self.weight = weight
    }
  }

  /// One label and its meaning, such as `5` and the description of the best response.
  public struct Level: Sendable, Hashable, Codable {
    public var label: String
    public var meaning: String

    public init(label: String, meaning: String) {
      self.label = label
      self.meaning = meaning
    }
  }

  public init(criteria: String = "", levels: [Level] = [], named: [Criterion]? = nil) {
    self.criteria = criteria
    self.levels = levels
    self.named = named
  }
}
