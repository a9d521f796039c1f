// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

/// Runs are killed at random instants and taken up again, against a server that fails as real ones
/// do. `Scripts/kill-test.sh` makes it 50 kills and 2,000 items.
@Suite struct KillTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let kills = environment["ASSAY_KILLS"].flatMap(Int.init) ?? 4
  private static let groups = environment["ASSAY_KILL_GROUPS"].flatMap(Int.init) ?? 50
  private static let inFlight = 8

  @Test func killedRunsLoseAndRepeatNothing() async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: Self.groups)
      let judge = ServedJudge(unreadable: 0.05, pause: .milliseconds(5))
      let plan = FaultPlan(seed: 5, rate: 0.2)
      try await FaultServer.serving({ plan.fault(for: $0) ?? judge.reply(to: $0) }) { server in
        let arguments = run.arguments(server) + ["--concurrency", "\(Self.inFlight)"]
        let undisturbed = try await CommandLineProgram.run(
          run.arguments(server, "whole") + ["--concurrency", "\(Self.inFlight)"])
        #expect(undisturbed.status == 0, "\(undisturbed.errors)")
        let needed = server.answers
        #expect(needed.values.allSatisfy { $0 == 1 })

        // The killed run is another store: it has to ask everything itself, once.
        let killed = try await kill(arguments, server, needed.count)
        let last = try await CommandLineProgram.run(arguments + ["--resume"])
        #expect(last.status == 0, "\(last.errors)")
        let asked = server.answers
        #expect(Set(asked.keys) == Set(needed.keys))
        let repeated = asked.values.reduce(0) { $0 + $1 - 2 }
        // An answer that was on its way at the kill was not there to be kept.
        #expect(repeated <= killed * Self.inFlight)
        print("\(killed) kills, \(needed.count) requests, \(repeated) were in flight at a kill")
        try await compare(run, last, undisturbed)
      }
    }
  }

  /// Kills the program at random instants until enough kills have hit it or it has finished.
  private func kill(
    _ arguments: [String], _ server: FaultServer, _ needed: Int
  ) async throws -> Int {
    var generator = SeededGenerator(seed: 11, stream: "kills")
    var killed = 0
    while killed < Self.kills {
      // Anywhere from the start of the program to a little beyond its share of the answers.
      let share = needed / Self.kills
      let until =
        server.answers.values.reduce(0, +) + generator.below(max(1, share + share / 2)) - share / 4
      let wait = Duration.milliseconds(generator.below(20))
      let status = try await CommandLineProgram.status(arguments) { process in
        while server.answers.values.reduce(0, +) < until, process.isRunning {
          try await Task.sleep(for: .milliseconds(2))
        }
        try await Task.sleep(for: wait)
        if process.isRunning { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
      }
      if status == 0 { break }
      #expect(status == 128 + SIGKILL)
      killed += 1
    }
    return killed
  }

  private func compare(
    _ run: RunFolder, _ last: CommandLineProgram, _ undisturbed: CommandLineProgram
  ) async throws {
    #expect(last.output == undisturbed.output)
    var counts: [[Int?]] = []
    for store in ["run", "whole"] {
      let list = try await CommandLineProgram.run(
        ["runs", "list", "--json", "--store", run.path("\(store).sqlite")])
      let envelope = try JSONSerialization.jsonObject(with: Data(list.output.utf8))
      let runs = (envelope as? [String: Any])?["result"] as? [[String: Any]] ?? []
      #expect(runs.count == 1)
      counts.append(
        ["expected", "judged", "unscored", "failed", "correct", "completion_tokens"].map {
          runs.first?[$0] as? Int
        })
    }
    #expect(counts[0] == counts[1])
    #expect(!counts[0].contains(nil))
    // One line a judgment, and the same lines, though in the order in which they came.
    let lines = try ["run.jsonl", "whole.jsonl"].map { name in
      try String(contentsOfFile: run.path(name), encoding: .utf8).split(separator: "\n")
        .filter { !$0.contains(#""messages":[]"#) }.sorted()
    }
    #expect(lines[0] == lines[1])
    #expect(lines[0].count > 5 * Self.groups)
  }
}
