// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Reports every attempt and how it ended.
public struct Observed: CompletionService {
  var inner: any CompletionService
  var timekeeper: any Timekeeper
  var report: @Sendable (EndpointEvent) -> Void

  public init(
    _ inner: any CompletionService, timekeeper: any Timekeeper = SystemTime(),
    report: @escaping @Sendable (EndpointEvent) -> Void
  ) {
    self.inner = inner
    self.timekeeper = timekeeper
    self.report = report
  }

  public func complete(_ request: CompletionRequest) async throws -> Completion {
    let start = timekeeper.now
    report(EndpointEvent(.sent, key: request.key))
    do {
      let completion = try await inner.complete(request)
      report(
        EndpointEvent(
          .answered(after: timekeeper.now - start, usage: completion.usage), key: request.key))
      return completion
    } catch let failure as RequestFailure {
      report(EndpointEvent(.failed(failure.error), key: request.key))
      throw failure
    }
  }
}
