// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayStore
public import Foundation

/// A run whose judgments are kept in a store, which many runs and several processes share.
///
/// It is to a ``Store`` what ``JudgmentFile`` is to a file of its own. The same run is taken up
/// wherever it stands; another configuration is another run of the same store.
public struct RunJournal: Sendable {
  /// The store that keeps the run.
  public let store: Store
  /// The run as the store has it.
  public let stored: StoredRun

  /// Takes up the run, or begins it.
  ///
  /// - Parameters:
  ///   - expected: How many records the finished run has.
  ///   - name: A name for people, unique in the store.
  /// - Throws: `invalidArgument` where the name belongs to another run; what a full disk or a
  ///   damaged store causes.
  public init(
    _ run: Run, expected: Int, name: String? = nil, in store: Store
  ) async throws {
    self.store = store
    stored = try await store.begin(
      try RunDescription(run, expected: expected, name: name))
  }

  /// The run where the store has it already, `nil` where it was never begun.
  public static func begun(_ run: Run, in store: Store) async throws -> RunJournal? {
    try await store.begun(try RunDescription(run, expected: 0)).map { RunJournal($0, in: store) }
  }

  /// A run that the store has already.
  public init(_ stored: StoredRun, in store: Store) {
    self.store = store
    self.stored = stored
  }

  /// The description of the run.
  ///
  /// - Throws: `malformedFile` where it cannot be read.
  public var run: Run {
    get throws {
      do {
        return try JSONDecoder().decode(Run.self, from: stored.description.body)
      } catch {
        throw unreadable("The description of run \(stored.shortFingerprint)")
      }
    }
  }

  /// The judgments that need not be asked again: all but those that failed.
  ///
  /// `Store.finished(among:of:)` answers the same for a few judgments at a time.
  public func finished() async throws -> Set<CompletionRequest.Key> {
    try await store.finished(of: stored.id)
  }

  /// Keeps records, and returns when they are durable.
  ///
  /// - Parameter contentKey: The content key of the record's completion (see `CompletionCache`);
  ///   the completion is then kept once under it, in the record's own transaction. With `nil` the
  ///   record holds its completion itself.
  public func append(
    _ records: [JudgmentRecord], contentKey: (JudgmentRecord) -> String? = { _ in nil }
  ) async throws {
    try await enqueue(records, contentKey: contentKey).wait()
  }

  /// Hands records in without waiting for the disk; see `Store.enqueue(_:to:)`.
  public func enqueue(
    _ records: [JudgmentRecord], contentKey: (JudgmentRecord) -> String? = { _ in nil }
  ) async throws -> Receipt {
    let rows = try records.map { try StoredRecord($0, contentKey: contentKey($0)) }
    return try await store.enqueue(rows, to: stored.id)
  }

  /// Hands on all records, page by page, in the order in which they first came.
  public func forEachPage(_ receive: ([JudgmentRecord]) async throws -> Void) async throws {
    try await forEachContents { try await receive($0.map(record)) }
  }

  /// The records of one example, ordered by vote and order; none where it was never asked.
  public func records(of example: String) async throws -> [JudgmentRecord] {
    var records: [JudgmentRecord] = []
    for order in PresentationOrder.allCases {
      var sample = 0
      while let content = try await store.content(
        of: CompletionRequest.Key(example: example, order: order, sample: sample), in: stored.id)
      {
        records.append(try record(content))
        sample += 1
      }
    }
    return records.sorted { $0.sample < $1.sample }
  }

  /// All records, in the order in which they first came.
  public func records() async throws -> [JudgmentRecord] {
    var all: [JudgmentRecord] = []
    try await forEachPage { all += $0 }
    return all
  }

  /// Writes the run in the form of a judgment file: JSON lines, and the description beside them.
  ///
  /// The lines are those that a ``JudgmentFile`` of the run would have.
  ///
  /// - Returns: How many lines were written.
  /// - Throws: `invalidArgument` where the file exists, `fileUnwritable`.
  @discardableResult
  public func export(to file: URL) async throws -> Int {
    guard !FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
      throw AssayError(
        .invalidArgument, "The file exists.", advice: "Name another file, or remove this one.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
    let partial = file.appendingPathExtension("partial")
    do {
      try Data().write(to: partial)
      let handle = try FileHandle(forWritingTo: partial)
      let count = try await writeLines { try handle.write(contentsOf: $0) }
      try handle.close()
      let encoder = JudgmentFile.encoder()
      encoder.outputFormatting.insert(.prettyPrinted)
      try encoder.encode(run).write(to: JudgmentFile.manifest(for: file), options: .atomic)
      try FileManager.default.moveItem(at: partial, to: file)
      return count
    } catch {
      try? FileManager.default.removeItem(at: partial)
      if error is AssayError || error is CancellationError { throw error }
      throw JudgmentFile.unwritable(file, error)
    }
  }

  /// Writes the records as JSON lines, page by page.
  ///
  /// - Returns: How many lines were written.
  @discardableResult
  public func writeLines(_ write: (Data) throws -> Void) async throws -> Int {
    var count = 0
    try await forEachContents { contents in
      var lines = Data()
      for content in contents {
        lines.append(try line(content))
        lines.append(0x0A)
      }
      count += contents.count
      try write(lines)
    }
    return count
  }

  private func record(_ content: RecordContent) throws -> JudgmentRecord {
    guard var record = try? JudgmentRecord(line: content.body) else {
      throw unreadable("A record")
    }
    if let kept = content.completion {
      guard let completion = Completion(json: kept.body) else { throw unreadable("A completion") }
      record.completion = completion
    }
    return record
  }

  private func forEachContents(
    _ receive: ([RecordContent]) async throws -> Void
  ) async throws {
    var place: Int64 = 0
    while true {
      try Task.checkCancellation()
      let page = try await store.contents(of: stored.id, after: place)
      guard !page.contents.isEmpty else { return }
      try await receive(page.contents)
      place = page.place
    }
  }

  /// The record's line. Keys stand in alphabetical order, so a completion that is kept apart goes
  /// between `attempts`, which is a number, and the rest.
  private func line(_ content: RecordContent) throws -> Data {
    guard let completion = content.completion else { return content.body }
    guard content.body.starts(with: Array(#"{"attempts":"#.utf8)),
      let comma = content.body.firstIndex(of: UInt8(ascii: ","))
    else { throw unreadable("A record") }
    var line = content.body[...comma]
    line.append(contentsOf: #""completion":"#.utf8)
    line.append(completion.body)
    line.append(content.body[comma...])
    return line
  }

  func unreadable(_ what: String) -> AssayError {
    AssayError(
      .malformedFile, "\(what) cannot be read.",
      advice: "It was written by another version of this software, or the file is damaged.",
      location: SourceLocation(file: store.url.lastPathComponent))
  }
}

extension RunDescription {
  init(_ run: Run, expected: Int, name: String? = nil) throws {
    self.init(
      body: try JudgmentFile.encoder().encode(run), name: name, model: run.model.name,
      style: run.style, data: run.data, software: run.software, expected: expected)
  }
}

extension StoredRecord {
  init(_ record: JudgmentRecord, contentKey: String?) throws {
    var body = record
    var completion: StoredCompletion?
    if let contentKey, let answer = record.completion {
      completion = StoredCompletion(key: contentKey, body: try answer.jsonData())
      body.completion = nil
    }
    let standing: Standing =
      record.hasFailed ? .failed : record.verdict.judgment == nil ? .unscored : .judged
    self.init(
      key: record.key, standing: standing,
      answer: record.verdict.judgment?.description ?? record.verdict.unscoredReason?.kind ?? "",
      isCorrect: record.isCorrect, usage: record.completion?.usage,
      content: RecordContent(body: try body.jsonLine(), completion: completion))
  }
}
