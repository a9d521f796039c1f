// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

@Suite struct DataCommandTests {
  @Test func generatedExamplesAreShownAndConverted() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "a.jsonl").path()
      let copy = folder.appending(path: "b.jsonl").path()
      let made = try await CommandLineProgram.run(
        ["data", "generate", "--groups", "5", "--seed", "3", "--out", file, "--json"])
      #expect(made.status == 0)
      #expect(try made.result()["examples"] as? Int == 30)
      let shown = try await CommandLineProgram.run(["data", "show", "--data", file])
      #expect(shown.output.hasPrefix("30 examples of 5 questions; 30 labelled"))
      let converted = try await CommandLineProgram.run(
        ["data", "convert", "--data", file, "--out", copy])
      #expect(converted.status == 0)
      #expect(
        try Data(contentsOf: URL(filePath: file)) == Data(contentsOf: URL(filePath: copy)))
    }
  }

  @Test(arguments: [["show"], ["convert", "--out", "copy.jsonl"]])
  func aFileWithoutExamplesIsAnError(command: [String]) async throws {
    try await withTemporaryFolder { folder in
      try Data("\n".utf8).write(to: folder.appending(path: "empty.jsonl"))
      let run = try await CommandLineProgram.run(
        ["data"] + command + ["--data", "empty.jsonl"], in: folder)
      #expect(run.status == 65)
      #expect(run.errors.contains("empty.jsonl: There is no example in the data."))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      #expect(!names.contains("copy.jsonl"))
      let checked = try await CommandLineProgram.run(
        ["data", "validate", "jsonl", "empty.jsonl"], in: folder)
      #expect(checked.status == 65 && checked.output.contains("parts without examples"))
    }
  }

  @Test func whatIsWrongIsCountedAndTold() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "train.jsonl").path()
      let good = #"{"sentence":"Rain fell.","label":1,"idx":0}"#
      try Data("\(good)\n{\n".utf8).write(to: URL(filePath: file))
      let bad = try await CommandLineProgram.run([
        "data", "validate", "glue-cola", file, "--part", "train",
      ])
      #expect(bad.status == 65)
      #expect(bad.output.hasPrefix("2 examples read, 2 of them sound"))
      #expect(bad.output.contains("\(file):2: This is not JSON at byte 2"))
      #expect(bad.output.hasSuffix("Something is wrong: see the errors above.\n"))
      try Data(good.utf8).write(to: URL(filePath: file))
      let sound = try await CommandLineProgram.run([
        "data", "validate", "glue-cola", file, "--part", "train", "--json",
      ])
      #expect(sound.status == 0)
      #expect(try sound.result()["is_sound"] as? Bool == true)
      #expect(try sound.result()["examples"] as? Int == 2)
      let absent = try await CommandLineProgram.run(["data", "validate", "glue-cola", "/no/such"])
      #expect(absent.status == 66)
    }
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func recordedJudgeIsScored() async throws {
    let folder = try SharedData.path("judgebench")
    let recording =
      "outputs/dataset=judgebench,response_model=gpt-4o-2024-05-13,judge_name=arena_hard,"
      + "judge_model=o1-mini-2024-09-12.jsonl"
    try await withTemporaryFolder { scratch in
      let page = scratch.appending(path: "report.html")
      let run = try await CommandLineProgram.run([
        "bench", "judgebench", "--data", folder.path(), "--replay",
        folder.appending(path: recording).path(percentEncoded: false), "--json", "--quiet",
        "--report", page.path(),
      ])
      #expect(run.status == 0)
      #expect(run.errors.isEmpty)
      let official = try run.result()["official"] as? [[String: Any]]
      let overall = official?.first?["value"] as? Double ?? 0
      #expect(abs(overall - 65.7142857) < 1e-6)
      #expect(try String(contentsOf: page, encoding: .utf8).contains("65.71 %"))
    }
  }
}
