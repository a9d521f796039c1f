// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import AssayStore
import Foundation

/// A run of a store that judgments go into.
struct RunKeeping {
  var store: Store
  /// A name for people.
  var name: String?
  /// The key of a record's completion in the store; `nil` keeps it inside the record.
  var contentKey: (JudgmentRecord) -> String?
}

/// Where finished judgments go: a file, a run of a store, both, or memory alone.
struct JudgmentSink {
  /// The judgments that need not be asked again.
  private(set) var finished: Set<CompletionRequest.Key> = []
  /// Whether the file's last line had to be dropped.
  let wasRepaired: Bool
  private let file: JudgmentFile?
  private let journal: RunJournal?
  /// The right to work on the run, which no other process has at the same time.
  private let claim: RunClaim?
  private let contentKey: (JudgmentRecord) -> String?
  private var memory: [JudgmentRecord] = []
  private var receipts: [Receipt] = []

  /// Opens the file and the run. What one of them has and the other lacks is copied.
  ///
  /// - Throws: `inUse` where another process works on the run or writes the file, and
  ///   `notRecorded` where a run is to be resumed that was never begun.
  init(
    run: Run, expected: Int, file url: URL?, keeping: RunKeeping?, isResuming: Bool = false
  ) async throws {
    if isResuming { try await ResumedRun.require(run, file: url, keeping: keeping) }
    contentKey = keeping?.contentKey ?? { _ in nil }
    // The file first: it refuses another configuration before the store has a run of it.
    file = try url.map { try JudgmentFile(at: $0, run: run) }
    wasRepaired = file?.wasRepaired ?? false
    if let keeping {
      let journal = try await RunJournal(
        run, expected: expected, name: keeping.name, in: keeping.store)
      claim = try keeping.store.claim(journal.stored)
      self.journal = journal
    } else {
      journal = nil
      claim = nil
    }
    if let journal { finished = try await journal.finished() }
    if let file {
      let written = await file.finished
      if let journal { try await Self.even(file, written, journal, finished) }
      finished.formUnion(written)
    }
  }

  /// Takes finished records. The store is told first; at most 64 batches wait for its disk.
  mutating func append(_ records: [JudgmentRecord]) async throws {
    if let journal {
      try await settle(downTo: 63)
      receipts.append(try await journal.enqueue(records, contentKey: contentKey))
    }
    try await file?.append(records)
    if journal == nil, file == nil { memory += records }
  }

  /// Waits until what was taken is durable.
  mutating func settle(downTo most: Int = 0) async throws {
    while let first = receipts.first, receipts.count > most || first.isSettled {
      receipts.removeFirst()
      try await first.wait()
    }
  }

  /// Waits for the disk, closes the file and gives back all records of the run.
  mutating func close() async throws -> [JudgmentRecord] {
    try await settle()
    try await file?.close()
    claim?.release()
    if let journal { return try await journal.records() }
    return try file.map { try JudgmentFile.read($0.url).records } ?? memory
  }

  private static func even(
    _ file: JudgmentFile, _ written: Set<CompletionRequest.Key>,
    _ journal: RunJournal, _ kept: Set<CompletionRequest.Key>
  ) async throws {
    if !kept.isSubset(of: written) {
      try await journal.forEachPage { page in
        try await file.append(page.filter { !$0.hasFailed && !written.contains($0.key) })
      }
    }
    let lacking = written.subtracting(kept)
    guard !lacking.isEmpty else { return }
    let records = try JudgmentFile.read(file.url).records.filter { lacking.contains($0.key) }
    for start in stride(from: 0, to: records.count, by: 1024) {
      try await journal.append(Array(records[start..<min(records.count, start + 1024)]))
    }
  }
}
