// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct JudgeCommandTests {
  @Test func embeddedEvaluatorJudgesAndGoesOn() async throws {
    try await withTemporaryFolder { folder in
      let arguments = [
        "judge", "--data", "digit-chains", "--limit", "6", "--threads", "1", "--json", "--out",
        folder.appending(path: "v.jsonl").path(), "--report",
        folder.appending(path: "r.html").path(),
      ]
      let first = try await CommandLineProgram.run(arguments)
      #expect(first.status == 0, "\(first.errors)")
      let result = try first.result()
      #expect((result["dataset"] as? [String: Any])?["n"] as? Int == 6)
      let verdicts = try Data(contentsOf: folder.appending(path: "v.jsonl"))
      let second = try await CommandLineProgram.run(arguments)
      #expect(second.status == 0)
      #expect(second.errors.contains("are there already"))
      #expect(second.output == first.output)
      #expect(try Data(contentsOf: folder.appending(path: "v.jsonl")) == verdicts)

      let other = try await CommandLineProgram.run(arguments + ["--seed", "5"])
      #expect(other.status == 64)
      #expect(other.errors.contains("seed"))
    }
  }

  /// The shipped weights, the world and the prompts belong together: a change of one of them
  /// without the others shows here.
  @Test func embeddedEvaluatorKnowsItsWorld() async throws {
    let run = try await CommandLineProgram.run([
      "bench", "digit-chains", "--limit", "25", "--seed", "7", "--threads", "1", "--json",
      "--quiet",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let official = try run.result()["official"] as? [[String: Any]]
    let mean = official?.first?["value"] as? Double ?? 0
    #expect(mean > 98, "the mean over formats is \(mean)")
  }

  @Test func doctorFindsEverything() async throws {
    let run = try await CommandLineProgram.run(["doctor"])
    #expect(run.status == 0)
    #expect(run.output.contains("✓ tensor library: libtorch"))
    #expect(run.output.contains("✓ assay-mini"))
  }
}
