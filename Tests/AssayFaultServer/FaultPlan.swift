// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Faults spread over requests by a seed: each request fails a few times, then is answered.
///
/// What a request gets depends on its body and on how often it came before, and on nothing else,
/// so that a run against it is the same run however its requests are timed.
public struct FaultPlan: Sendable {
  public var seed: UInt64
  /// The share of requests that fail at first.
  public var rate: Double
  /// The most failures before the answer.
  public var mostFailures: Int
  public var faults: [ServedReply]

  public init(
    seed: UInt64, rate: Double = 0.3, mostFailures: Int = 2,
    faults: [ServedReply] = FaultPlan.passing
  ) {
    self.seed = seed
    self.rate = rate
    self.mostFailures = max(1, mostFailures)
    self.faults = faults
  }

  /// Faults that pass and take no time.
  public static var passing: [ServedReply] {
    [
      .error("slow down", status: 429, type: "rate_limit_error"),
      .error("slow down", status: 429, type: "rate_limit_error", headers: [("retry-after", "0")]),
      .error("boom", status: 500, type: "server_error"),
      .text(
        "<html><head><title>502 Bad Gateway</title></head></html>", status: 502,
        type: "text/html"),
      .error("engine died", status: 200, type: "server_error"),
      .json(["choices": []]),
      .text(#"{"choices":[{"message":{"content":"Ver"#, type: "application/json"),
      .cut(body: Array(#"{"choices":[{"message":{"content":"x"}}]}"#.utf8), after: 12),
      .resetInBody(body: Array(#"{"choices":[{"message":{"content":"x"}}]}"#.utf8), after: 12),
      .reset,
    ]
  }

  /// The fault for this request, or `nil` where it is to be answered.
  public func fault(for request: ServedRequest) -> ServedReply? {
    guard request.path != "/v1/models" else { return nil }
    let text = String(decoding: request.body, as: UTF8.self)
    var generator = SeededGenerator(seed: seed ^ StableHash.fnv1a(text), stream: "faults")
    guard generator.unit() < rate else { return nil }
    guard request.repetition <= generator.below(mostFailures) else { return nil }
    for _ in 0..<request.repetition { _ = generator.next() }
    return generator.element(of: faults)
  }
}
