// SPDX-License-Identifier: Apache-2.0

import AssayBench

/// The columns of a table whose rows do not all have the same metrics: a pair has a flip rate, a
/// rating has none.
struct Columns {
  private var names: [String] = []
  /// The columns' titles, in the order in which the metrics first occur.
  private(set) var titles: [String] = []

  init(_ rows: [[Metric]]) {
    for metric in rows.joined() where !names.contains(metric.name) {
      names.append(metric.name)
      titles.append(metric.title)
    }
  }

  /// The texts of a row's metrics, empty where the row has none of that name.
  func cells(_ metrics: [Metric]) -> [String] {
    names.map { name in metrics.first { $0.name == name }?.text ?? "" }
  }
}
