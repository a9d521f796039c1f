// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// Our numbers on any decisions.
enum Measures {
  /// The numbers of pairs where all examples are pairs, and the plain ones otherwise.
  static func metrics(of decisions: [Decision]) -> [Metric] {
    let isPairwise = !decisions.isEmpty && decisions.allSatisfy { $0.format.isPairwise }
    return isPairwise
      ? PairwiseMeasures.metrics(of: decisions) : PlainMeasures.metrics(of: decisions)
  }

  /// One section per name, in the order of the names.
  static func sections(
    of decisions: [Decision], named names: [String], by name: (Decision) -> String,
    official: ([Decision]) -> [Metric] = { _ in [] }
  ) -> [BenchmarkResult.Section] {
    names.compactMap { section in
      let part = decisions.filter { name($0) == section }
      guard !part.isEmpty else { return nil }
      return BenchmarkResult.Section(
        name: section, n: part.count, official: official(part), robust: metrics(of: part))
    }
  }
}
