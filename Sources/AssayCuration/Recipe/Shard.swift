// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// One of n slices of a set, for processes or hosts that work on one recipe together.
///
/// A question's examples are always in one slice, which follows from the question's hash alone.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Which slice, from 1 to `count`.
  public let index: Int
  /// How many slices there are.
  public let count: Int

  /// The only slice of a set that is not divided.
  public static let whole = Shard(index: 1, count: 1)

  private init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  /// Reads `2/8`, the second of eight slices.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument`.
  public init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1],
      (1...4096).contains(count), (1...count).contains(index)
    else {
      throw AssayError(
        .invalidArgument, "'\(text)' is no shard.",
        advice: "Write which one of how many, such as 2/8; the most is 4096.")
    }
    self.init(index: index, count: count)
  }

  /// Whether the slice has the examples of a question.
  public func holds(group: String) -> Bool {
    count == 1 || StableHash.seed(0, group) % UInt64(count) == UInt64(index - 1)
  }

  public var description: String { "\(index)/\(count)" }
}
