// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

@Suite struct RunsCommandTests {
  @Test func runsComeInAreComparedAndGoOut() async throws {
    try await withTemporaryFolder { folder in
      let store = ["--store", folder.appending(path: "runs.sqlite").path()]
      for (name, seed, wrong) in [("base", 1, 0), ("other", 2, 3)] {
        let file = try Self.write(name, seed: seed, wrong: wrong, in: folder)
        let run = try await CommandLineProgram.run(
          ["runs", "import", file.path(), "--name", name] + store)
        #expect(run.status == 0, "\(run.errors)")
      }
      let list = try await CommandLineProgram.run(["runs", "list"] + store)
      #expect(list.status == 0)
      #expect(list.output.contains("base"))
      #expect(list.output.contains("70.0 %"))

      let show = try await CommandLineProgram.run(["runs", "show", "base", "--json"] + store)
      let summary = try show.result()["summary"] as? [String: Any]
      #expect(summary?["judged"] as? Int == 10)
      #expect(summary?["correct"] as? Int == 10)
      #expect(summary?["prompt_tokens"] as? Int == 760)

      let diff = try await CommandLineProgram.run(
        ["runs", "diff", "base", "other", "--limit", "2", "--json"] + store)
      let result = try diff.result()
      let counts = result["counts"] as? [String: Int]
      #expect(counts?["shared"] == 10)
      #expect(counts?["differing"] == 3)
      #expect(counts?["right_in_first_only"] == 3)
      #expect((result["items"] as? [Any])?.count == 2)
      #expect(result["settings"] as? [String] == ["seed: 1 there, 2 here"])

      let out = folder.appending(path: "out.jsonl")
      let export = try await CommandLineProgram.run(
        ["runs", "export", "other", "--out", out.path()] + store)
      #expect(export.status == 0, "\(export.errors)")
      for end in [".jsonl", ".run.json"] {
        let written = try String(contentsOf: folder.appending(path: "other" + end), encoding: .utf8)
        let exported = try String(contentsOf: folder.appending(path: "out" + end), encoding: .utf8)
        #expect(end == ".jsonl" ? written == exported : exported.contains("\"seed\" : 2"))
      }
      let collect = try await CommandLineProgram.run(
        ["runs", "gc", "--older-than", "0", "--json"] + store)
      #expect(try collect.result()["completions"] as? Int == 0)
    }
  }

  /// (arguments, exit code, what the message says)
  @Test(arguments: [
    (["list"], Int32(66), "no store"), (["gc", "--older-than", "1"], 66, "no store"),
    (["import", "missing.jsonl"], 66, "missing.jsonl"), (["gc", "--older-than", "-1"], 64, "days"),
    (["diff", "only-one"], 64, "second"),
  ])
  func wrongUseIsNamed(arguments: [String], status: Int32, message: String) async throws {
    try await withTemporaryFolder { folder in
      let run = try await CommandLineProgram.run(
        ["runs"] + arguments, in: folder,
        environment: ["ASSAY_STORE": folder.appending(path: "runs.sqlite").path()])
      #expect(run.status == status)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
    }
  }

  /// A judgment file of ten statements, of which some are judged wrong.
  private static func write(
    _ name: String, seed: Int, wrong: Int, in folder: URL
  ) throws -> URL {
    let lines = (0..<10).map { number in
      let outcome = #"{"judged":{"boolean":\#(number >= wrong)}}"#
      return #"{"attempts":1,"completion":{"finish_reason":"stop","text":"Y","usage":"#
        + #"{"completion_tokens":3,"prompt_tokens":76}},"domain":"d","example":"e\#(number)","#
        + #""format":{"kind":"verification-reference"},"gold":{"boolean":true},"group":"g","#
        + #""messages":[{"content":"Is it?","role":"user"}],"order":"as-given","sample":0,"#
        + #""shown":\#(outcome),"source":"s","v":1,"verdict":{"notes":[],"outcome":\#(outcome)}}"#
    }
    let file = folder.appending(path: name + ".jsonl")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    let run = """
      {"version": 1, "software": "0.1.0", "data": "0", "examples": 10, "style": "compact",
       "form": "verdict-only", "prompts": "0", "model": {"name": "m", "fingerprint": "0"},
       "sampling": {"temperature": 0, "top_p": 1, "top_k": 0, "min_p": 0, "max_tokens": 8,
       "stop": []}, "policy": {"orders": "both", "votes": 1, "retries_unreadable": true},
       "seed": \(seed)}
      """
    try Data(run.utf8).write(to: folder.appending(path: name + ".run.json"))
    return file
  }
}
