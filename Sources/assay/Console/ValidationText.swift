// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData

/// What was found in a data set, as tables for a terminal.
struct ValidationText {
  private let validation: DataValidation

  init(_ validation: DataValidation) { self.validation = validation }

  var text: String {
    var parts = [
      "\(validation.examples.counted("example")) read, \(validation.sound.grouped) of them sound",
      partTable,
    ]
    for (title, counts) in [("format", validation.formats), ("label", validation.labels)]
    where !counts.isEmpty {
      var table = TextTable([title, "examples"])
      table.rows = counts.prefix(24).map { [$0.name, $0.count.grouped] }
      if counts.count > 24 { table.rows.append(["… \(counts.count - 24) more", ""]) }
      parts.append(table.text)
    }
    parts += findings
    parts.append(
      validation.isSound ? "Nothing is wrong." : "Something is wrong: see the errors above.")
    return parts.joined(separator: "\n\n")
  }

  private var partTable: String {
    let isKnown = validation.parts.contains { $0.expected != nil }
    var table = TextTable(["part", "examples"] + (isKnown ? ["published"] : []))
    table.rows = validation.parts.map { part in
      [part.name, part.examples.grouped] + (isKnown ? [part.expected.map(\.grouped) ?? "–"] : [])
    }
    return table.text
  }

  /// A table of the kinds, and the first places of each.
  private var findings: [String] {
    guard !validation.findings.isEmpty else { return [] }
    var table = TextTable(["found", "", "count"])
    table.rows = validation.findings.map {
      [$0.fault.title, $0.isError ? "error" : "remark", "\($0.count)"]
    }
    let places = validation.findings.filter { !$0.samples.isEmpty }.map { finding in
      let more = finding.count - finding.samples.count
      return
        (["\(finding.fault.title):"]
        + finding.samples.map { "  \($0.place): \($0.message)" }
        + (more > 0 ? ["  … \(more) more"] : [])).joined(separator: "\n")
    }
    return [table.text] + places
  }
}
