// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

/// Runs are killed at random instants and taken up again, against a server that fails as real ones
/// do. `Scripts/kill-test.sh` makes it 50 kills and 2,000 items.
@Suite(.serialized) struct KillTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let kills = environment["ASSAY_KILLS"].flatMap(Int.init) ?? 4
  private static let groups = environment["ASSAY_KILL_GROUPS"].flatMap(Int.init) ?? 50
  private static let inFlight = 8

  /// Both orders, with one sample of each and with two.
  @Test(arguments: [1, 2])
  func killedRunsLoseAndRepeatNothing(votes: Int) async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: max(1, Self.groups / votes))
      let judge = ServedJudge(unreadable: 0.05, pause: .milliseconds(5))
      let plan = FaultPlan(seed: 5, rate: 0.2)
      try await FaultServer.serving({ plan.fault(for: $0) ?? judge.reply(to: $0) }) { server in
        let options = [
          "--concurrency", "\(Self.inFlight)", "--votes", "\(votes)", "--temperature", "0.5",
        ]
        let undisturbed = try await CommandLineProgram.run(
          run.arguments(server, "whole") + options)
        #expect(undisturbed.status == 0, "\(undisturbed.errors)")
        let needed = server.answers
        #expect(needed.values.allSatisfy { $0 == 1 })
        let before = server.exchanges.count

        // The killed run is another store: it has to ask everything itself, once.
        let arguments = run.arguments(server) + options
        let killed = try await kill(arguments, server, needed.count)
        let resumed = ProcessSpan(started: .now)
        let last = try await CommandLineProgram.run(arguments + ["--resume"])
        #expect(last.status == 0, "\(last.errors)")
        #expect(Set(server.answers.keys) == Set(needed.keys))
        let losses = Losses(killed + [resumed], Array(server.exchanges.dropFirst(before)))
        print("\(votes) votes, \(needed.count) requests: \(losses)")
        // What was asked twice was on its way, to us or to the disk, at a kill.
        #expect(losses.late + losses.answered.count <= killed.count * Self.inFlight)
        #expect(losses.unexplained == 0)
        try await compare(run, last, undisturbed)
      }
    }
  }

  /// Kills the program at random instants until enough kills have hit it or it has finished.
  ///
  /// - Returns: The processes that were started.
  private func kill(
    _ arguments: [String], _ server: FaultServer, _ needed: Int
  ) async throws -> [ProcessSpan] {
    var generator = SeededGenerator(seed: 11, stream: "kills")
    var spans: [ProcessSpan] = []
    while spans.count < Self.kills {
      // Anywhere from the start of the program to a little beyond its share of the answers.
      let share = needed / Self.kills
      let until =
        server.answers.values.reduce(0, +) + generator.below(max(1, share + share / 2)) - share / 4
      let wait = Duration.milliseconds(generator.below(20))
      let (instants, instant) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
      var span = ProcessSpan(started: .now)
      let status = try await CommandLineProgram.status(arguments) { process in
        while server.answers.values.reduce(0, +) < until, process.isRunning {
          try await Task.sleep(for: .milliseconds(2))
        }
        try await Task.sleep(for: wait)
        if process.isRunning {
          instant.yield(.now)
          _ = Foundation.kill(process.processIdentifier, SIGKILL)
        }
        instant.finish()
      }
      for await instant in instants where status != 0 { span.killed = instant }
      spans.append(span)
      if status == 0 { break }
      #expect(status == 128 + SIGKILL)
    }
    return spans
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
      try String(contentsOfFile: run.path(name), encoding: .utf8).split(separator: "\n").sorted()
    }
    #expect(lines[0] == lines[1])
    let keys = try lines[0].map { line in
      let record = try JSONParser.parse(Array(line.utf8))
      return ["example", "order", "sample"].map { record[$0]?.jsonText ?? "" }
    }
    #expect(Set(keys).count == keys.count)
    #expect(keys.count == counts[0].first ?? nil)
  }
}
