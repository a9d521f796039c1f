// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A number that several threads may count up.
final class Counter: @unchecked Sendable {
  // Unchecked, because every access is under the lock.
  private let lock = NSLock()
  private var count = 0

  var value: Int { lock.withLock { count } }

  func add() { lock.withLock { count += 1 } }
}
