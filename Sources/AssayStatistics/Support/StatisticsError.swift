// SPDX-License-Identifier: Apache-2.0

/// A statistic that cannot be computed: what is wrong with the input, and what to do.
///
/// Functions of this module either return finite numbers or throw this; none returns a NaN.
public struct StatisticsError: Error, Sendable, Hashable {
  /// The kind of failure, for programs.
  public var code: Code
  /// What is wrong, in one or two sentences.
  public var message: String
  /// What to do about it, where there is something to do.
  public var advice: String?

  /// The kind of a failure.
  public enum Code: String, Sendable, Hashable, Codable {
    /// There is nothing to compute from.
    case emptyInput = "empty-input"
    /// There are items, but fewer than the statistic needs.
    case tooFewItems = "too-few-items"
    /// Two inputs that belong together differ in length.
    case lengthMismatch = "length-mismatch"
    /// An input holds a NaN, or an infinity where only finite numbers make sense.
    case notFinite = "not-finite"
    /// A value or an option lies outside of what it may be.
    case outOfRange = "out-of-range"
    /// The statistic has no value here, such as a correlation with a constant.
    case undefined
    /// Items were not compared with each other in a way that puts them on one scale.
    case disconnected
  }

  /// A failure of a kind, in words, with what to do about it.
  public init(_ code: Code, _ message: String, advice: String? = nil) {
    self.code = code
    self.message = message
    self.advice = advice
  }
}

extension StatisticsError: CustomStringConvertible {
  /// The message, followed by the advice.
  public var description: String {
    guard let advice else { return message }
    return "\(message) \(advice)"
  }
}
