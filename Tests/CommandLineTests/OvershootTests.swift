// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayTestSupport
import Foundation
import Testing

/// By how much a limit of money is passed.
@Suite struct OvershootTests {
  /// The cost of one request in EUR, at 100 EUR for a million prompt tokens and 1000 for output.
  private static func cost(_ request: ServedRequest) -> Double {
    (Double(request.prompt.utf8.count / 4) * 100 + 12 * 1_000) / 1e6
  }

  @Test(arguments: [1, 4, 16])
  func aLimitIsPassedByWhatIsInFlightAndNothingElse(concurrency: Int) async throws {
    try await withTemporaryFolder { folder in
      let run = try await RunFolder(folder, groups: 20)
      let prices = "currency: EUR\nmodels:\n  - model: jud*\n    input: 100\n    output: 1000\n"
      try Data(prices.utf8).write(to: folder.appending(path: "prices.yaml"))
      let judge = ServedJudge(pause: .milliseconds(20))
      let limit = 0.8
      try await FaultServer.serving({ judge.reply(to: $0) }) { server in
        let stopped = try await CommandLineProgram.run(
          run.arguments(server) + [
            "--concurrency", "\(concurrency)", "--max-cost", "\(limit)", "--prices",
            run.path("prices.yaml"),
          ])
        #expect(stopped.status == 75, "\(stopped.errors)")
        let costs = server.requests.map(Self.cost)
        let (spent, dearest) = (costs.reduce(0, +), costs.max() ?? 0)
        #expect(spent >= limit)
        #expect(spent < limit + Double(concurrency) * dearest)
        #expect(server.peak <= concurrency)
      }
    }
  }
}
