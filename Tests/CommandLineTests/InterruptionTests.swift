// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Synchronization
import Testing

/// Ctrl-C, and going on afterwards.
@Suite struct InterruptionTests {
  /// Runs the program against a judge, interrupts it, and runs it to its end.
  ///
  /// - Returns: The status of the first run and how often each request was answered in the end.
  private static func interrupted(
    times: Int, pause: Duration
  ) async throws -> (status: Int32, answers: [Int]) {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 20)
      let judge = ServedJudge(pause: pause)
      return try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let arguments = run.arguments(server) + ["--concurrency", "4"]
        let status = try await CommandLineProgram.status(arguments) { process in
          while server.answers.count < 8 { try await Task.sleep(for: .milliseconds(5)) }
          for _ in 0..<times {
            process.interrupt()
            try await Task.sleep(for: .milliseconds(100))
          }
        }
        #expect(server.answers.count < 100)
        let rest = try await CommandLineProgram.run(arguments + ["--resume"])
        #expect(rest.status == 0, "\(rest.errors)")
        return (status, Array(server.answers.values))
      }
    }
  }

  @Test func theFirstInterruptionWaitsForWhatIsInFlight() async throws {
    let (status, answers) = try await Self.interrupted(times: 1, pause: .milliseconds(300))
    #expect(status == 130)
    // Nothing that was in flight was lost, so nothing is asked again.
    #expect(answers.allSatisfy { $0 == 1 })
  }

  @Test func theSecondStopsAtOnce() async throws {
    let (status, answers) = try await Self.interrupted(times: 2, pause: .milliseconds(300))
    #expect(status == 130)
    #expect(answers.reduce(0, +) <= answers.count + 4)
  }

  @Test func onlyABegunRunIsResumed() async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 2)
      let judge = ServedJudge()
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let nothing = try await CommandLineProgram.run(run.arguments(server) + ["--resume"])
        #expect(nothing.status == 66, "\(nothing.errors)")
        #expect(nothing.errors.contains("assay runs list"))
        #expect(server.requests.isEmpty)

        let begun = try await CommandLineProgram.run(run.arguments(server) + ["--name", "first"])
        #expect(begun.status == 0, "\(begun.errors)")
        let other = try await CommandLineProgram.run(
          run.arguments(server) + ["--out", run.path("other.jsonl"), "--resume", "--seed", "5"])
        #expect(other.status == 66)
        #expect(other.errors.contains("'first', differs in seed: 0 there, 5 here"))
        let again = try await CommandLineProgram.run(
          run.arguments(server) + ["--out", run.path("other.jsonl"), "--resume"])
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output == begun.output)
      }
    }
  }

  /// Two live processes on one run would pay for everything twice.
  @Test func aRunIsWorkedOnByOneProcessAtATime() async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 10)
      let judge = ServedJudge()
      // However late the second process comes, the first is still at work.
      let isHeld = Mutex(true)
      try await FaultServer.serving({ request in
        let reply = judge.reply(to: request)
        let isAnswer = request.path != "/v1/models"
        return isAnswer && request.number > 20 && isHeld.withLock { $0 }
          ? .delayed(.seconds(300), reply) : reply
      }) { server in
        let arguments = run.arguments(server) + ["--concurrency", "4"]
        let status = try await CommandLineProgram.status(arguments) { process in
          while server.answers.count < 8 { try await Task.sleep(for: .milliseconds(5)) }
          // Into the same file, and into the same run of the store from another file.
          for out in [run.path("run.jsonl"), run.path("second.jsonl")] {
            let second = try await CommandLineProgram.run(arguments + ["--out", out])
            #expect(second.status == 75, "\(second.errors)")
            #expect(second.errors.contains("Wait for it to end"))
            if out.hasSuffix("second.jsonl") {
              #expect(second.errors.contains("Process \(process.processIdentifier) is working"))
            }
          }
          _ = Foundation.kill(process.processIdentifier, SIGKILL)
        }
        #expect(status == 128 + SIGKILL)
        #expect(server.answers.values.allSatisfy { $0 == 1 })
        // The dead process holds nothing.
        isHeld.withLock { $0 = false }
        let after = try await CommandLineProgram.run(arguments + ["--resume"])
        #expect(after.status == 0, "\(after.errors)")
      }
    }
  }
}
