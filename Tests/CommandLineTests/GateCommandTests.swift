// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

@Suite struct GateCommandTests {
  /// (wrong answers of the baseline, of the candidate, both of 40 questions, exit code).
  /// Were the two equal, each differing answer would be a coin: 2 · 2⁻⁵ = 0.0625 passes at 5 %,
  /// 2 · 2⁻⁶ = 0.03125 does not.
  @Test(arguments: [
    (0..<0, 0..<5, Int32(0), 0.0625), (0..<0, 0..<6, 2, 0.03125), (0..<6, 0..<0, 0, 0.03125),
    (0..<3, 0..<3, 0, 1.0),
  ])
  func onlyASignificantDropFails(
    baseline: Range<Int>, candidate: Range<Int>, status: Int32, pValue: Double
  ) async throws {
    try await withTemporaryFolder { folder in
      let files = try [("base", baseline), ("new & <fresh>", candidate)].map { name, wrong in
        try Self.write(name, wrong: wrong, of: 40, in: folder).path(percentEncoded: false)
      }
      let junit = folder.appending(path: "gate.xml")
      let run = try await CommandLineProgram.run([
        "gate", "--baseline", files[0], "--candidate", files[1], "--json", "--junit",
        junit.path(),
      ])
      #expect(run.status == status, "\(run.errors)")
      let result = try run.result()
      #expect(result["passed"] as? Bool == (status == 0))
      #expect(result["examples"] as? Int == 40)
      #expect(abs((result["p_value"] as? Double ?? -1) - pValue) < 1e-12)
      let difference = result["difference"] as? [String: Double]
      let points = Double(baseline.count - candidate.count) * 2.5
      #expect(abs((difference?["points"] ?? 99) - points) < 1e-9)
      let xml = try String(contentsOf: junit, encoding: .utf8)
      #expect(xml.contains("failures=\"\(status == 0 ? 0 : 1)\""))
      #expect(xml.contains("<failure") == (status == 2))
      #expect(xml.contains("new &amp; &lt;fresh&gt;"))
    }
  }

  @Test func runsOfOtherExamplesAreRefused() async throws {
    try await withTemporaryFolder { folder in
      let files = try [("base", 40), ("part", 30)].map { name, count in
        try Self.write(name, wrong: 0..<0, of: count, in: folder).path()
      }
      let arguments = ["gate", "--baseline", files[0], "--candidate", files[1]]
      let refused = try await CommandLineProgram.run(arguments)
      #expect(refused.status == 64)
      #expect(refused.errors.contains("10 examples are the baseline's alone"))
      let shared = try await CommandLineProgram.run(arguments + ["--shared-only"])
      #expect(shared.status == 0)
      #expect(shared.output.hasPrefix("PASS"))
      let none = try await CommandLineProgram.run(
        ["gate", "--baseline", files[0], "--candidate", "no-such-run"],
        environment: ["ASSAY_STORE": folder.appending(path: "none.sqlite").path()])
      #expect(none.status == 66)
      let help = try await CommandLineProgram.run(["gate", "--help"])
      #expect(help.output.contains("Exit codes"))
    }
  }

  /// A judgment file of statements, each a question of its own, of which some are judged wrong.
  private static func write(
    _ name: String, wrong: Range<Int>, of count: Int, in folder: URL
  ) throws -> URL {
    let lines = (0..<count).map { number in
      let outcome = #"{"judged":{"boolean":\#(!wrong.contains(number))}}"#
      return #"{"attempts":1,"completion":{"finish_reason":"stop","text":"Y"},"domain":"d","#
        + #""example":"e\#(number)","format":{"kind":"verification-reference"},"#
        + #""gold":{"boolean":true},"group":"g\#(number)","messages":[],"order":"as-given","#
        + #""sample":0,"shown":\#(outcome),"source":"s","v":1,"#
        + #""verdict":{"notes":[],"outcome":\#(outcome)}}"#
    }
    let file = folder.appending(path: name + ".jsonl")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return file
  }
}
