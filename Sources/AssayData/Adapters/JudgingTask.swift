// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// What all examples of one task of a data set have in common: instruction, rubric and domain.
struct JudgingTask: Sendable {
  /// The criterion or subject, which becomes the examples' domain.
  var domain: String
  /// What is to be judged.
  var instruction: String
  /// What the labels mean, where they do not say it themselves.
  var rubric: Rubric?

  init(
    _ domain: String, _ instruction: String, criteria: String = "",
    levels: KeyValuePairs<String, String> = [:]
  ) {
    self.domain = domain
    self.instruction = instruction
    guard !criteria.isEmpty || !levels.isEmpty else { return }
    rubric = Rubric(
      criteria: criteria,
      levels: levels.map { Rubric.Level(label: $0.key, meaning: $0.value) })
  }
}

extension Rubric {
  /// Levels from 1 on, the lowest first.
  init(meanings: [String]) {
    self.init(
      levels: meanings.enumerated().map { Level(label: "\($0.offset + 1)", meaning: $0.element) })
  }
}
