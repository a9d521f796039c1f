// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayStore
import Foundation

/// A model that replays the completions of a run that a store keeps.
///
/// It is to a run of a store what ``Recording`` is to a file, in memory that does not grow with
/// the run: answers are looked up as they are asked for. An answer is found by its example, order
/// and sample; a second attempt was never recorded, so it fails and the judge keeps the first.
public struct RecordedRun: ChatModel {
  public let identity: ModelIdentity
  private let journal: RunJournal

  /// - Parameter journal: The run to replay, in its store.
  public init(_ journal: RunJournal) {
    self.journal = journal
    identity = ModelIdentity(
      name: journal.stored.description.model,
      fingerprint: String(journal.stored.fingerprint.prefix(16)))
  }

  @concurrent
  public func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    try Task.checkCancellation()
    let found = try await journal.store.contents(
      of: requests.map(\.key), in: journal.stored.id)
    return try zip(requests, found).map { request, content in
      guard request.key.attempt == 0, let content,
        let completion = try journal.completion(content)
      else { return .failure(missing(request.key)) }
      return .success(completion)
    }
  }

  private func missing(_ key: CompletionRequest.Key) -> AssayError {
    AssayError(
      .notRecorded,
      "The run \(journal.stored.shortFingerprint) has no answer for example '\(key.example)', "
        + "order \(key.order.rawValue), sample \(key.sample).",
      advice: "Check that the run judged this data set and is complete.",
      location: SourceLocation(file: journal.store.url.lastPathComponent))
  }
}

extension RunJournal {
  /// What the model answered in a record; `nil` where its request failed.
  func completion(_ content: RecordContent) throws -> Completion? {
    if let kept = content.completion {
      guard let completion = Completion(json: kept.body) else { throw unreadable("A completion") }
      return completion
    }
    if let completion = leadingCompletion(content.body) { return completion }
    guard let record = try? JSONParser.parse(content.body) else { throw unreadable("A record") }
    guard let answer = record["completion"], !answer.isNull else { return nil }
    guard let completion = Completion(json: answer) else { throw unreadable("A record") }
    return completion
  }

  /// The completion of a record that was asked once. Keys stand in alphabetical order, so it comes
  /// before the prompt, which is most of a record and need not be read.
  private func leadingCompletion(_ body: Data) -> Completion? {
    let opening = Array(#"{"attempts":1,"completion":"#.utf8)
    guard body.starts(with: opening) else { return nil }
    return body.withUnsafeBytes { bytes in
      let parsed = try? JSONParser.parsePrefix(
        bytes.bindMemory(to: UInt8.self), from: opening.count)
      return parsed.flatMap { Completion(json: $0.value) }
    }
  }
}
