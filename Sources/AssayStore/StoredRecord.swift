// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

/// One judgment of a run: a few columns that the store counts and compares, and the rest as JSON.
public struct StoredRecord: Sendable, Hashable {
  /// Which example, order and sample it is; the attempt plays no part.
  public var key: CompletionRequest.Key
  public var standing: Standing
  /// The judgment or the reason that there is none, in a word or two; runs are compared by it.
  public var answer: String
  /// Whether the judgment is the right one; `nil` where the right one is unknown.
  public var isCorrect: Bool?
  /// Tokens that the request took, where the model told.
  public var usage: TokenUsage?
  public var content: RecordContent

  /// What became of a judgment. A record gives way only to one of a higher standing; a failed
  /// one also to a later failure.
  public enum Standing: Int, Sendable, Hashable, Comparable {
    /// The request failed; it is asked again.
    case failed
    /// The answer has no judgment.
    case unscored
    case judged

    public static func < (left: Standing, right: Standing) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  public init(
    key: CompletionRequest.Key, standing: Standing, answer: String, isCorrect: Bool? = nil,
    usage: TokenUsage? = nil, content: RecordContent
  ) {
    self.key = CompletionRequest.Key(
      example: key.example, order: key.order, sample: key.sample)
    self.standing = standing
    self.answer = answer
    self.isCorrect = isCorrect
    self.usage = usage
    self.content = content
  }
}

/// All that a record says, which the store keeps without reading it.
public struct RecordContent: Sendable, Hashable {
  /// The whole record as JSON, without the completion where that stands beside it.
  public var body: Data
  /// The completion under its content key, kept once for all runs that got it; `nil` where the
  /// body holds everything.
  public var completion: StoredCompletion?

  public init(body: Data, completion: StoredCompletion? = nil) {
    self.body = body
    self.completion = completion
  }
}

/// A completion under the key of its request's content.
public struct StoredCompletion: Sendable, Hashable {
  /// A SHA-256 as 64 lower-case hexadecimal digits; see `CompletionCache`.
  public var key: String
  /// The `Completion` as JSON.
  public var body: Data

  public init(key: String, body: Data) {
    self.key = key
    self.body = body
  }
}
