// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// What a run is, for the store: a description that tells runs apart, and columns for tables.
public struct RunDescription: Sendable, Hashable {
  /// The whole description as JSON; its SHA-256 is the run's fingerprint. Equal descriptions are
  /// the same run, so it must hold neither the time nor anything else that changes by itself.
  public var body: Data
  /// A name for people, unique in the store.
  public var name: String?
  /// The model's name.
  public var model: String
  /// The prompt style's name.
  public var style: String
  /// What was judged: a path, a name or a hash.
  public var data: String
  /// The version of the software.
  public var software: String
  /// How many records the finished run has.
  public var expected: Int

  public init(
    body: Data, name: String? = nil, model: String, style: String, data: String,
    software: String, expected: Int
  ) {
    self.body = body
    self.name = name
    self.model = model
    self.style = style
    self.data = data
    self.software = software
    self.expected = expected
  }
}

/// A run in the store.
public struct StoredRun: Sendable, Hashable, Identifiable {
  /// The run's number in this store.
  public var id: Int64
  /// The SHA-256 of the description, in hexadecimal digits.
  public var fingerprint: String
  public var description: RunDescription
  /// When the run was begun.
  public var createdAt: Date

  /// The beginning of the fingerprint, for tables.
  public var shortFingerprint: String { String(fingerprint.prefix(10)) }
}

/// How far a run is, and what it took.
public struct RunProgress: Sendable, Hashable {
  /// Records with a judgment.
  public var judged = 0
  /// Records whose answer has no judgment.
  public var unscored = 0
  /// Records whose request failed; they are asked again.
  public var failed = 0
  /// Records whose right judgment is known.
  public var labelled = 0
  /// Records whose judgment is the right one.
  public var correct = 0
  /// Tokens of the prompts and of the answers, as far as the model told.
  public var promptTokens = 0
  public var completionTokens = 0

  public init() {}

  /// Records that need not be asked again.
  public var finished: Int { judged + unscored }
  /// All records.
  public var total: Int { finished + failed }
}
