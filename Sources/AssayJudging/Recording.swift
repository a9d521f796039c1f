// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

/// A model that replays completions which some judge once wrote.
///
/// Any recorded judge can be read and measured again, by any reading rule. An answer is found by
/// its example, order and sample; a second attempt was never recorded, so it fails and the judge
/// keeps the first.
public struct Recording: ChatModel {
  public let identity: ModelIdentity
  /// The file that the completions come from, for messages.
  public let file: String
  private let completions: [CompletionRequest.Key: Completion]

  /// - Parameters:
  ///   - file: The recording's file.
  ///   - name: The recorded judge's name; the file's last component where `nil`.
  ///   - fingerprint: A hash of the file's bytes.
  ///   - completions: The answers, by keys whose attempt is 0.
  public init(
    file: URL, name: String? = nil, fingerprint: String,
    completions: [CompletionRequest.Key: Completion]
  ) {
    self.file = file.lastPathComponent
    identity = ModelIdentity(name: name ?? file.lastPathComponent, fingerprint: fingerprint)
    self.completions = completions
  }

  /// How many completions are recorded.
  public var count: Int { completions.count }

  /// The recorded completion, or `nil`.
  public func completion(for key: CompletionRequest.Key) -> Completion? { completions[key] }

  public func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    try Task.checkCancellation()
    return requests.map { request in
      if let completion = completions[request.key] { return .success(completion) }
      return .failure(
        AssayError(
          .notRecorded,
          "The recording has no answer for example '\(request.key.example)', order "
            + "\(request.key.order.rawValue), sample \(request.key.sample).",
          advice: "Check that the recording belongs to this data set and is complete.",
          location: SourceLocation(file: file)))
    }
  }
}

extension Recording {
  /// Loads the completions of a judgment file that this software wrote.
  ///
  /// - Throws: `fileUnreadable`, or `malformedRow` with the line that cannot be read.
  public static func judgments(at file: URL) throws -> Recording {
    let data = try JudgmentFile.contents(of: file)
    let lines = try JudgmentFile.parse(data, file: file.lastPathComponent, allowsTornEnd: false)
    var completions: [CompletionRequest.Key: Completion] = [:]
    for record in lines.records { completions[record.key] = record.completion }
    guard !completions.isEmpty else {
      throw AssayError(
        .malformedFile, "The recording holds no completion.",
        advice: "A recording is a judgment file (JSONL) as `assay judge` writes it.",
        location: SourceLocation(file: file.lastPathComponent))
    }
    return Recording(
      file: file, fingerprint: Fingerprint.of(data), completions: completions)
  }
}
