// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

@Suite struct SuiteCommandTests {
  @Test func everyPresentBenchmarkIsMeasured() async throws {
    try await withTemporaryFolder { folder in
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let arguments = [
          "bench", "--all", "--limit", "2", "--endpoint", server.address, "--model", "judge",
          "--store", folder.appending(path: "runs.sqlite").path(), "--name", "suite", "--out",
          folder.appending(path: "results").path(), "--quiet",
        ]
        // No data but what is generated, wherever the tests run.
        let nowhere = [
          "ASSAY_DATA": folder.appending(path: "none").path(), "HF_HOME": folder.path(),
          "XDG_DATA_HOME": folder.path(),
        ]
        let run = try await CommandLineProgram.run(
          arguments + ["--json"], environment: nowhere)
        #expect(run.status == 0, "\(run.errors)")
        let result = try run.result()
        let names = (result["results"] as? [[String: Any]] ?? []).map {
          ($0["benchmark"] as? [String: Any])?["name"] as? String
        }
        #expect(names == ["digit-chains"])
        #expect((result["missing"] as? [String])?.contains("judgebench") == true)
        #expect((result["failed"] as? [Any])?.isEmpty == true)
        let asked = server.requests.count
        let table = try await CommandLineProgram.run(arguments, environment: nowhere)
        #expect(table.output.contains("digit-chains"))
        #expect(server.requests.count == asked)
        let list = try await CommandLineProgram.run(
          ["runs", "list", "--store", folder.appending(path: "runs.sqlite").path()])
        #expect(list.output.contains("suite/digit-chains"))
      }
    }
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func sharedBenchmarksAreMeasured() async throws {
    try await withTemporaryFolder { folder in
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let run = try await CommandLineProgram.run([
          "bench", "--all", "--limit", "3", "--endpoint", server.address, "--model", "judge",
          "--no-store", "--json", "--quiet", "--report", folder.appending(path: "all.html").path(),
          "--table", folder.appending(path: "all.csv").path(),
        ])
        #expect(run.status == 0, "\(run.errors)")
        let results = try run.result()["results"] as? [[String: Any]] ?? []
        #expect(results.count >= 3)
        let page = try String(contentsOf: folder.appending(path: "all.html"), encoding: .utf8)
        let table = try String(contentsOf: folder.appending(path: "all.csv"), encoding: .utf8)
        for result in results {
          let card = result["benchmark"] as? [String: Any]
          #expect(page.contains(">\(card?["title"] as? String ?? "?")<"))
          #expect(table.contains("\njudge,\(card?["name"] as? String ?? "?"),"))
        }
      }
    }
  }

  @Test func noneAndAllExcludeEachOther() async throws {
    let run = try await CommandLineProgram.run(["bench", "judgebench", "--all"])
    #expect(run.status == 64)
  }
}
