// SPDX-License-Identifier: Apache-2.0

/// A failure that a person can act on: what happened, where, and what to do.
public struct AssayError: Error, Sendable, Hashable {
  /// The kind of failure, for programs.
  public var code: Code
  /// What happened, in one or two sentences, without prompts or responses.
  public var message: String
  /// What to do about it.
  public var advice: String?
  /// Where in a file it happened.
  public var location: SourceLocation?

  /// The kind of a failure. New codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, RawRepresentable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public init(
    _ code: Code, _ message: String, advice: String? = nil, location: SourceLocation? = nil
  ) {
    self.code = code
    self.message = message
    self.advice = advice
    self.location = location
  }
}

extension AssayError.Code {
  /// A file or folder is not there, or may not be read.
  public static let fileUnreadable = AssayError.Code(rawValue: "file-unreadable")
  /// A file cannot be written: permission, or a full disk.
  public static let fileUnwritable = AssayError.Code(rawValue: "file-unwritable")
  /// A file's content breaks the rules of its format.
  public static let malformedFile = AssayError.Code(rawValue: "malformed-file")
  /// A row lacks a field or has one of the wrong type or an unknown label.
  public static let malformedRow = AssayError.Code(rawValue: "malformed-row")
  /// An example lacks what its format needs.
  public static let invalidExample = AssayError.Code(rawValue: "invalid-example")
  /// A prompt style or benchmark does not know the example's format.
  public static let unsupportedFormat = AssayError.Code(rawValue: "unsupported-format")
  /// A stated limit of size, length or nesting was passed.
  public static let limitExceeded = AssayError.Code(rawValue: "limit-exceeded")
  /// A recording has no answer for an item.
  public static let notRecorded = AssayError.Code(rawValue: "not-recorded")
  /// A prompt does not fit the model's context.
  public static let overlongPrompt = AssayError.Code(rawValue: "overlong-prompt")
  /// A model could not answer.
  public static let modelFailed = AssayError.Code(rawValue: "model-failed")
  /// A checkpoint cannot be used: wrong architecture, missing tensor, wrong shape.
  public static let badCheckpoint = AssayError.Code(rawValue: "bad-checkpoint")
  /// An option or a setting has a value that it may not have.
  public static let invalidArgument = AssayError.Code(rawValue: "invalid-argument")
  /// The tensor library is not there, or is another version than expected.
  public static let runtimeMissing = AssayError.Code(rawValue: "runtime-missing")
  /// A statistic is not defined on its input.
  public static let undefinedStatistic = AssayError.Code(rawValue: "undefined-statistic")
}

/// A place in a file.
public struct SourceLocation: Sendable, Hashable {
  public var file: String
  /// 1-based; `nil` where the whole file is meant.
  public var line: Int?
  /// The field's path, such as `responses[1]`.
  public var field: String?

  public init(file: String, line: Int? = nil, field: String? = nil) {
    self.file = file
    self.line = line
    self.field = field
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:field`, as far as known.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let field { text += ":\(field)" }
    return text
  }
}

extension AssayError: CustomStringConvertible {
  public var description: String {
    var text = location.map { "\($0): " } ?? ""
    text += message
    if let advice { text += " \(advice)" }
    return text
  }
}
