// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging

/// What one judge did on every benchmark that is present.
struct SuiteOutput: Encodable {
  var results: [BenchmarkResult] = []
  /// The names of benchmarks whose data is not here.
  var missing: [String] = []
  var failed: [Failure] = []

  /// A benchmark that could not be measured.
  struct Failure: Encodable {
    var benchmark: String
    var reason: String
  }

  var text: String {
    var table = TextTable(["benchmark", "n", "official", "", "ours", "", "unscored"])
    table.rows = results.map { result in
      let (official, robust) = (result.official.first, result.robust.first)
      return [
        result.benchmark.name, "\(result.dataset.n)", official?.text ?? "–",
        official?.title ?? "", robust?.text ?? "–", robust?.title ?? "",
        "\(result.unscored.count) of \(result.unscored.verdicts)",
      ]
    }
    var parts: [String] = []
    if let first = results.first { parts.append("\(first.run.model.name), \(first.protocolText)") }
    parts.append(table.text)
    if !failed.isEmpty {
      parts.append(
        failed.map { "\($0.benchmark) could not be measured: \($0.reason)" }
          .joined(separator: "\n"))
    }
    if !missing.isEmpty {
      parts.append(
        "Not here: \(missing.joined(separator: ", ")). `assay data list` says where they come from; "
          + "`assay data pull` fetches those that are on the hub."
      )
    }
    return parts.joined(separator: "\n\n")
  }
}
