// SPDX-License-Identifier: Apache-2.0

/// How much a reader takes before it says no.
///
/// Files may be of any size, because they are streamed; what is limited is one row, which has
/// to fit in memory. Nesting is limited by `JSONParser.maximumDepth`.
public struct ReadingLimits: Sendable, Hashable {
  /// The longest row, in bytes.
  public var rowBytes: Int

  public init(rowBytes: Int = 64 << 20) {
    self.rowBytes = max(1, rowBytes)
  }
}
