// SPDX-License-Identifier: Apache-2.0

import AssayBench

extension BenchmarkResult {
  /// The official number that stands for the judge; `nil` where there is no official protocol.
  var primaryOfficial: Metric? { official.first { $0.value != nil } ?? official.first }

  /// Our number that stands for the judge.
  var primaryRobust: Metric? { Self.primary(robust) }

  /// The consistent accuracy, else the first number that is defined.
  fileprivate static func primary(_ metrics: [Metric]) -> Metric? {
    metrics.first { $0.name == "consistent_accuracy" && $0.value != nil }
      ?? metrics.first { $0.value != nil && $0.name != "unscored_rate" } ?? metrics.first
  }
}

extension BenchmarkResult.Section {
  /// The official number that stands for the judge on this part.
  var primaryOfficial: Metric? { official.first { $0.value != nil } ?? official.first }

  /// Our number that stands for the judge on this part.
  var primaryRobust: Metric? { BenchmarkResult.primary(robust) }
}

extension Sequence where Element: Hashable {
  /// The elements without repetitions, in the order in which they first occur.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
