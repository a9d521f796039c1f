// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

/// The programs of `Examples/`, run as a reader of them would.
@Suite struct ExamplesTests {
  @Test func readVerdicts() async throws {
    let output = try await run("ReadVerdicts")
    #expect(output.contains("What is the capital of Australia?"))
    let verdicts = output.components(separatedBy: "----\n").last ?? ""
    let kinds = verdicts.split(separator: "\n").map { $0.prefix { $0 != ":" } }
    #expect(kinds == ["judged", "unscored", "unscored"])
  }

  @Test func compareJudges() async throws {
    let output = try await run("CompareJudges")
    #expect(output.contains("only the first is right on 8 items, only the second on 6"))
    #expect(output.contains("too few items to tell them apart"))
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func measureRecording() async throws {
    let data = try SharedData.path("judgebench")
    let recording = try SharedData.path(
      "judgebench/outputs/dataset=judgebench,response_model=gpt-4o-2024-05-13,"
        + "judge_name=arena_hard,judge_model=o1-mini-2024-09-12.jsonl")
    let output = try await run("MeasureRecording", [data.path(), recording.path()])
    #expect(output.contains("65.71"))
  }

  @Test(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
  func judgeOffline() async throws {
    let output = try await run("JudgeOffline")
    #expect(output.components(separatedBy: "; the judge wrote:").count == 13)
    #expect(output.contains("judged"))
  }

  /// Runs an example to its end, and gives what it printed.
  @concurrent
  private func run(_ name: String, _ arguments: [String] = []) async throws -> String {
    let process = Process()
    let folder = try #require(
      [
        Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent(),
        Bundle.main.executableURL?.deletingLastPathComponent(),
      ].compactMap { $0 }.first {
        FileManager.default.isExecutableFile(atPath: $0.appending(path: name).path())
      })
    process.executableURL = folder.appending(path: name)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return text
  }
}
