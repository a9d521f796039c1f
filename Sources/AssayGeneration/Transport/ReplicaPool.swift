// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Synchronization

/// The servers of one endpoint, with their load and health.
final class ReplicaPool: Sendable {
  let replicas: [BaseURL]
  private let table: Mutex<ReplicaTable>
  private let timekeeper: any Timekeeper
  private let report: @Sendable (EndpointEvent) -> Void
  /// Whether a server answers at all; asked of one that was down.
  private let probe: @Sendable (BaseURL) async -> Bool

  init(
    _ configuration: EndpointConfiguration, probe: @escaping @Sendable (BaseURL) async -> Bool
  ) {
    replicas = configuration.replicas
    table = Mutex(ReplicaTable(count: configuration.replicas.count))
    timekeeper = configuration.timekeeper
    report = configuration.report
    self.probe = probe
  }

  /// Sends a request to the best server, once it may be sent.
  func use<Value: Sendable>(
    _ body: (BaseURL) async throws -> Value
  ) async throws -> Value {
    let index = try await next()
    do {
      let value = try await body(replicas[index])
      finish(index, nil)
      return value
    } catch let failure as RequestFailure {
      finish(index, failure.kind)
      throw paused(index, failure)
    } catch {
      // A cancellation says nothing of the server.
      finish(index, .refused)
      throw error
    }
  }

  private func next() async throws -> Int {
    while true {
      try Task.checkCancellation()
      switch table.withLock({ $0.choose(now: timekeeper.now) }) {
      case .send(let index): return index
      case .wait(let duration): try await timekeeper.sleep(for: duration)
      case .probe(let index):
        let isUp = await probe(replicas[index])
        table.withLock { $0.finishProbe(index, isUp: isUp, now: timekeeper.now) }
        if isUp { report(EndpointEvent(.replicaUp, replica: replicas[index].description)) }
      }
    }
  }

  private func finish(_ index: Int, _ kind: RequestFailure.Kind?) {
    let wentDown = table.withLock { $0.finish(index, kind, now: timekeeper.now) }
    if wentDown { report(EndpointEvent(.replicaDown, replica: replicas[index].description)) }
  }

  /// Heeds a server's `Retry-After`; the request itself need not wait where another can take it.
  private func paused(_ index: Int, _ failure: RequestFailure) -> RequestFailure {
    guard let wait = failure.retryAfter else { return failure }
    let now = timekeeper.now
    let mustWait = table.withLock { $0.pause(index, until: now + wait, now: now) }
    var failure = failure
    if !mustWait { failure.retryAfter = nil }
    return failure
  }
}
