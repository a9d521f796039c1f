// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// The clock that waits and dates go by.
public protocol Timekeeper: Sendable {
  /// The time since some fixed moment; it never goes back.
  var now: Duration { get }
  /// The calendar's time, to read HTTP dates by.
  var date: Date { get }
  /// Waits.
  ///
  /// - Throws: `CancellationError`.
  func sleep(for duration: Duration) async throws
}

/// The machine's own clock.
public struct SystemTime: Timekeeper {
  private static let origin = ContinuousClock.now

  public init() {}

  public var now: Duration { ContinuousClock.now - Self.origin }
  public var date: Date { Date() }
  public func sleep(for duration: Duration) async throws {
    guard duration > .zero else { return }
    try await Task.sleep(for: duration)
  }
}
