// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayStore

extension Judge {
  /// Judges the examples into a run of a store that may have a part of the answers already.
  ///
  /// What is finished when an error or a cancellation ends the run is kept.
  ///
  /// - Parameter progress: Called after each batch with the number of finished records.
  public func judge(
    _ examples: [Example], into journal: RunJournal,
    progress: (Int) async -> Void = { _ in }
  ) async throws {
    try validatePolicy()
    try validate(examples)
    let finished = try await journal.finished()
    try await judge(
      batches(of: examples, skipping: finished), into: journal, startingAt: finished.count,
      progress: progress)
  }

  /// Judges examples as they come into a run of a store, in memory that does not grow with their
  /// number.
  ///
  /// What the run has already is asked of the store batch by batch. The examples are not compared
  /// with each other: of two with one identifier the later one would pass for finished, so
  /// ``survey(_:)`` them first.
  ///
  /// - Parameter progress: Called after each batch with the number of finished records.
  /// - Throws: What ``judge(_:into:progress:)`` throws, and what the sequence does.
  public func judge<Examples: AsyncSequence>(
    streaming examples: Examples, into journal: RunJournal,
    progress: (Int) async -> Void = { _ in }
  ) async throws where Examples.Element == Example {
    try validatePolicy()
    let before = try await journal.store.progress(of: journal.stored.id).finished
    let batches = batches(of: examples) { keys in
      // Nothing can be finished of a run that has just begun.
      before == 0 ? [] : try await journal.store.finished(among: keys, of: journal.stored.id)
    }
    try await judge(batches, into: journal, startingAt: before, progress: progress)
  }

  private func judge(
    _ next: () async throws -> Batch?, into journal: RunJournal, startingAt before: Int,
    progress: (Int) async -> Void
  ) async throws {
    var count = before
    var under: [(records: Int, receipt: Receipt)] = []
    // Several batches may be on their way to the disk and share its syncs; of a slow judge each is
    // there before the next comes, so a full disk is noticed at once.
    func settle(downTo most: Int) async throws {
      while let first = under.first, under.count > most || first.receipt.isSettled {
        under.removeFirst()
        try await first.receipt.wait()
        count += first.records
        await progress(count)
      }
    }
    do {
      try await judge(
        next: next,
        // Written as JSON by the task that asked, so that all cores share the work.
        answering: { try await answer($0).map { try StoredRecord($0, contentKey: nil) } },
        receive: { rows in
          try await settle(downTo: Self.batchesUnderWay - 1)
          let receipt = try await journal.store.enqueue(rows, to: journal.stored.id)
          under.append((rows.count, receipt))
        })
      try await settle(downTo: 0)
    } catch {
      // What was judged before the end is kept.
      for batch in under { try? await batch.receipt.wait() }
      throw error
    }
  }

  private static var batchesUnderWay: Int { 64 }
}
