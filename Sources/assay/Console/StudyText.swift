// SPDX-License-Identifier: Apache-2.0
import AssayReport
import AssayTraining

/// The outcome of a rejection-sampling study as tables for a terminal.
enum StudyText {
  static func text(_ outcome: RejectionSamplingStudy.Outcome) -> String {
    RejectionSamplingSections.tables(for: outcome).map { table in
      var plain = TextTable(table.header)
      plain.rows = table.rows
      return table.caption + "\n" + plain.text
    }.joined(separator: "\n\n")
  }
}
