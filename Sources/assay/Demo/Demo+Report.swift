// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayJudging
import AssayReport
import AssayTraining

extension Demo {
  /// One page of the three parts.
  func report(
    _ result: BenchmarkResult, _ records: [JudgmentRecord],
    study: RejectionSamplingStudy.Outcome,
    recorded: (result: BenchmarkResult, records: [JudgmentRecord])?
  ) -> Report {
    var sections = BenchmarkSections.sections(for: result, records: records)
    let items = sections.popLast()
    sections += RejectionSamplingSections.sections(for: study)
    if let recorded {
      // The recorded judge's items are megabytes of prose; `assay bench --report` shows them.
      var parts = BenchmarkSections.sections(for: recorded.result, records: recorded.records)
      parts.removeLast()
      for index in parts.indices where index > 0 {
        parts[index].heading = "JudgeBench: \(parts[index].heading)"
      }
      sections += parts
    }
    if let items { sections.append(items) }
    return Report(
      title: "Assay, demonstrated",
      summary: BenchmarkSections.summary(of: result) + " "
        + RejectionSamplingSections.summary(of: study),
      facts: BenchmarkSections.facts(for: result), sections: sections)
  }
}

extension Demo.Outcome {
  /// The main numbers for a terminal.
  var text: String {
    var parts = [
      ResultOutput(result: evaluator, records: []).text, StudyText.text(rejectionSampling),
    ]
    if let judgebench { parts.append(ResultOutput(result: judgebench, records: []).text) }
    parts.append("Report: \(report)")
    return parts.joined(separator: "\n\n")
  }
}
