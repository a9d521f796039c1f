// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData

extension Example {
  /// The source and the identifier, which together name the example in a whole set.
  ///
  /// Recipes put the source before identifiers as they read, and then it is not repeated.
  var place: String { source.isEmpty || id.hasPrefix("\(source)/") ? id : "\(source)/\(id)" }

  /// Drops what was said and counted about other responses than the example now has.
  mutating func forgetJudgments() {
    let fields = ["critique", "reasoning", "raw", "pass_count", "pass_samples", "votes"]
    for field in fields + TeacherTrace.fields { metadata[field] = nil }
  }
}
