// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import Foundation

/// Whether a candidate may pass, and the numbers that say so.
struct GateVerdict: Encodable {
  var passed: Bool
  var baseline: Side
  var candidate: Side
  /// Examples that both judged.
  var examples: Int
  var questions: Int
  var rightInBaselineOnly: Int
  var rightInCandidateOnly: Int
  /// Candidate less baseline in points, with its 95 % interval.
  var difference: Difference
  /// The two-sided p-value of the sign-flip test by question.
  var pValue: Double
  var level: Double

  /// One of the two runs.
  struct Side: Encodable {
    var name: String
    /// The share of right examples in percent.
    var right: Double
  }

  struct Difference: Encodable {
    var points: Double
    var lower: Double
    var upper: Double
  }

  private enum CodingKeys: String, CodingKey {
    case passed, baseline, candidate, examples, questions, difference, level
    case rightInBaselineOnly = "right_in_baseline_only"
    case rightInCandidateOnly = "right_in_candidate_only", pValue = "p_value"
  }

  /// - Throws: `invalidArgument` where the runs are not of the same examples.
  init(
    baseline: (name: String, decisions: [Decision]),
    candidate: (name: String, decisions: [Decision]), sharedOnly: Bool, level: Double, seed: UInt64
  ) throws {
    let compared = try PairedComparison(candidate.decisions, baseline.decisions, seed: seed)
    let lacking = (compared.onlyJudgedBySecond, compared.onlyJudgedByFirst)
    guard sharedOnly || lacking == (0, 0) else {
      throw AssayError(
        .invalidArgument,
        "\(lacking.0) examples are the baseline's alone, \(lacking.1) the candidate's alone.",
        advice: "Finish both runs on the same data, or compare what they share by --shared-only.")
    }
    self.baseline = Side(name: baseline.name, right: compared.second)
    self.candidate = Side(name: candidate.name, right: compared.first)
    examples = compared.examples
    questions = compared.questions
    rightInBaselineOnly = compared.rightInSecondOnly
    rightInCandidateOnly = compared.rightInFirstOnly
    difference = Difference(
      points: compared.difference.points, lower: compared.difference.lower,
      upper: compared.difference.upper)
    pValue = compared.pValue
    self.level = level
    passed = !(rightInCandidateOnly < rightInBaselineOnly && pValue < level)
  }

  var text: String {
    let p = pValue < 0.0001 ? "p < 0.0001" : String(format: "p = %.4f", pValue)
    return """
      \(passed ? "PASS" : "FAIL"): \(headline)
      \(examples) examples of \(questions) questions; right only in the baseline: \
      \(rightInBaselineOnly), only in the candidate: \(rightInCandidateOnly)
      paired sign-flip test by question, two-sided: \(p) (level \(level))
      """
  }

  private var headline: String {
    String(
      format: "%@ %.2f %%, %@ %.2f %%: %+.2f points [%+.2f, %+.2f]", baseline.name,
      baseline.right, candidate.name, candidate.right, difference.points, difference.lower,
      difference.upper)
  }

  /// The outcome as a JUnit report with one test case.
  var junit: String {
    let name = Self.escaped("\(candidate.name) against \(baseline.name)")
    let failure =
      passed
      ? ""
      : "\n      <failure message=\"\(Self.escaped(headline))\">\(Self.escaped(text))</failure>"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites tests="1" failures="\(passed ? 0 : 1)">
        <testsuite name="assay gate" tests="1" failures="\(passed ? 0 : 1)" errors="0" skipped="0">
          <testcase classname="assay.gate" name="\(name)">\(failure)
            <system-out>\(Self.escaped(text))</system-out>
          </testcase>
        </testsuite>
      </testsuites>

      """
  }

  /// The text as XML holds it; what XML cannot hold is left out.
  private static func escaped(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter {
      $0.value >= 0x20 || [0x09, 0x0A, 0x0D].contains($0.value)
    }
    return String(String.UnicodeScalarView(scalars))
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
