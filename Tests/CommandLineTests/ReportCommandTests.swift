// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

@Suite struct ReportCommandTests {
  @Test func runsAreSetSideBySide() async throws {
    try await withTemporaryFolder { folder in
      let first = try Self.write("first", wrong: 0..<2, in: folder)
      let second = try Self.write("second", wrong: 0..<12, in: folder)
      let page = folder.appending(path: "deep/compare.html").path()
      let run = try await CommandLineProgram.run(
        [
          "report", "--compare", first, "Second <b>=\(second)", "--out", page, "--table",
          folder.appending(path: "t.csv").path(), "--table",
          folder.appending(path: "t.tex").path(), "--judges-as", "columns", "--json",
        ], environment: Self.nowhere(folder))
      #expect(run.status == 0, "\(run.errors)")
      let result = try run.result()
      #expect(result["file"] as? String == page)
      #expect((result["files"] as? [String])?.count == 3)
      let html = try String(contentsOfFile: page, encoding: .utf8)
      #expect(html.contains("2 judges on mine"))
      #expect(html.contains("95.00 % ["))
      #expect(html.contains("Second &lt;b&gt;"))
      #expect(!html.contains("<b>"))
      // Ten of forty that only the first has right: 2 · 2⁻¹⁰.
      #expect(html.contains(">0.0020<"))
      for word in ["http://", "https://", " src=", "@import", "url(h"] {
        #expect(!html.contains(word), "the page contains \(word)")
      }
      let csv = try String(contentsOf: folder.appending(path: "t.csv"), encoding: .utf8)
      #expect(csv.contains("model-first,mine,,ours,consistent_accuracy,95.0,"))
      #expect(csv.contains("Second <b>,mine,,ours,consistent_accuracy,70.0,"))
      let tex = try String(contentsOf: folder.appending(path: "t.tex"), encoding: .utf8)
      #expect(
        tex.contains("Benchmark & n & model-first & Second \\textless{}b\\textgreater{} \\\\"))
    }
  }

  @Test func aFolderOfRunsAndOneTableAreEnough() async throws {
    try await withTemporaryFolder { folder in
      _ = try Self.write("a", wrong: 0..<2, in: folder)
      _ = try Self.write("b", wrong: 0..<4, in: folder)
      let table = folder.appending(path: "t.md").path()
      let run = try await CommandLineProgram.run(
        ["report", folder.path(), "--table", table], in: folder,
        environment: Self.nowhere(folder))
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output == table + "\n")
      let text = try String(contentsOfFile: table, encoding: .utf8)
      #expect(text.contains("| **mine** | model-a | 40 |"))
      #expect(text.contains("|  | model-b | 40 |"))
      let page = folder.appending(path: "report.html").path()
      #expect(!FileManager.default.fileExists(atPath: page))
      let one = try await CommandLineProgram.run(
        ["report", folder.appending(path: "a.jsonl").path()], in: folder,
        environment: Self.nowhere(folder))
      #expect(one.status == 0, "\(one.errors)")
      #expect(FileManager.default.fileExists(atPath: page))
    }
  }

  @Test func storedRunsAreFoundByTheirNames() async throws {
    try await withTemporaryFolder { folder in
      let store = folder.appending(path: "runs.sqlite").path()
      for (name, wrong) in [("a", 0..<2), ("b", 0..<4)] {
        let file = try Self.write(name, wrong: wrong, in: folder)
        let made = try await CommandLineProgram.run([
          "runs", "import", file, "--store", store, "--name", "suite/\(name)",
        ])
        #expect(made.status == 0, "\(made.errors)")
      }
      let table = folder.appending(path: "t.md").path()
      let run = try await CommandLineProgram.run(
        ["report", "suite", "--store", store, "--table", table],
        environment: Self.nowhere(folder))
      #expect(run.status == 0, "\(run.errors)")
      let text = try String(contentsOfFile: table, encoding: .utf8)
      #expect(text.contains("model-a"))
      #expect(text.contains("model-b"))
      let none = try await CommandLineProgram.run(
        ["report", "no-such-run", "--store", store], environment: Self.nowhere(folder))
      #expect(none.status != 0)
      #expect(none.errors.contains("no-such-run"))
    }
  }

  @Test func whatCannotBeWrittenIsRefused() async throws {
    try await withTemporaryFolder { folder in
      let file = try Self.write("a", wrong: 0..<2, in: folder)
      let cases: [(arguments: [String], status: Int32, words: String)] = [
        (["report"], 64, "nothing to report on"), (["report", "--compare"], 64, "nothing"),
        (["report", file, "--table", "t.doc"], 64, "t.doc"),
        (["report", file, "--max-size", "0"], 64, "megabytes"),
        (["report", file, "--reward-bench-json", "r.json"], 64, "RewardBench"),
        (["report", folder.appending(path: "none").path()], 66, "store"),
      ]
      for (arguments, status, words) in cases {
        let run = try await CommandLineProgram.run(
          arguments, in: folder,
          environment: Self.nowhere(folder).merging(
            ["ASSAY_STORE": folder.appending(path: "none.sqlite").path()]) { $1 })
        #expect(run.status == status, "\(arguments): \(run.errors)")
        #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
      }
      try FileManager.default.removeItem(at: folder.appending(path: "a.run.json"))
      let bare = try await CommandLineProgram.run(
        ["report", file], in: folder, environment: Self.nowhere(folder))
      #expect(bare.errors.contains("a.run.json"))
    }
  }

  /// No data sets, wherever the tests run.
  private static func nowhere(_ folder: URL) -> [String: String] {
    ["ASSAY_DATA": folder.appending(path: "nowhere").path(), "HF_HOME": folder.path()]
  }

  /// A judgment file of 40 statements, each a question of its own, with its description.
  private static func write(_ name: String, wrong: Range<Int>, in folder: URL) throws -> String {
    let lines = (0..<40).map { number in
      let outcome = #"{"judged":{"boolean":\#(!wrong.contains(number))}}"#
      return
        #"{"attempts":1,"completion":{"finish_reason":"stop","text":"</script>"},"domain":"d","#
        + #""example":"e\#(number)","format":{"kind":"verification-reference"},"#
        + #""gold":{"boolean":true},"group":"g\#(number)","messages":[],"order":"as-given","#
        + #""sample":0,"shown":\#(outcome),"source":"mine","v":1,"#
        + #""verdict":{"notes":[],"outcome":\#(outcome)}}"#
    }
    let file = folder.appending(path: name + ".jsonl")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    let run = #"""
      {"version": 1, "software": "0.1.0", "data": "a62ec92cb46ef86b", "examples": 40,
       "style": "r3", "form": "critique", "prompts": "626228e3498f9e7f",
       "model": {"name": "model-\#(name)", "fingerprint": "\#(name)"}, "seed": 0,
       "sampling": {"temperature": 0, "top_p": 1, "top_k": 0, "min_p": 0, "max_tokens": 9,
                    "stop": []},
       "policy": {"orders": "both", "votes": 1, "retries_unreadable": false}}
      """#
    try Data(run.utf8).write(to: folder.appending(path: name + ".run.json"))
    return file.path()
  }
}
