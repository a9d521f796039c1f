// SPDX-License-Identifier: Apache-2.0
import AssayCore
import GRDB

/// Lets writes that come at about the same time share one transaction and one sync.
///
/// A write waits at most `delay` for others, and not at all where it was alone the last time too or
/// is urgent; while one transaction is written the next one gathers. Transactions do not wait for
/// the sync of those before them: what is written outlives a killed process, and the receipt is
/// settled once it is synced and outlives a lost power supply too. Each write is told of its own
/// durability: one that breaks a rule of the database fails alone, while a full disk fails all that
/// shared the transaction.
actor GroupCommit {
  typealias Body = @Sendable (Database) throws -> Void

  private struct Write {
    var rows: Int
    var body: Body
    var receipt: Receipt
    var isUrgent: Bool
  }

  private let pool: DatabasePool
  private let log: WriteAheadLog
  private let delay: Duration
  private let maximumRows: Int
  private let file: String
  private var waiting: [Write] = []
  private var waitingRows = 0
  private var writesOfLastCommit = 0
  private var draining: Task<Void, Never>?
  /// What is written and not synced.
  private var written: [Receipt] = []
  private var syncing: Task<Void, Never>?
  private var timer: (task: Task<Void, Never>, isUp: CheckedContinuation<Void, Never>)?

  init(
    pool: DatabasePool, log: WriteAheadLog, delay: Duration, maximumRows: Int, file: String
  ) {
    self.pool = pool
    self.log = log
    self.delay = delay
    self.maximumRows = maximumRows
    self.file = file
  }

  /// Takes the body in, to run it in a transaction after all that came before it.
  ///
  /// - Parameter isUrgent: Whether it must not wait for others: an answer that was paid for is
  ///   lost where the process is killed in the meantime.
  func enqueue(rows: Int, isUrgent: Bool = false, _ body: @escaping Body) -> Receipt {
    let receipt = Receipt()
    waiting.append(Write(rows: rows, body: body, receipt: receipt, isUrgent: isUrgent))
    waitingRows += rows
    if isUrgent || waitingRows >= maximumRows { endDelay() }
    if draining == nil { draining = Task { await drain() } }
    return receipt
  }

  /// Waits until everything that was submitted is durable or has failed.
  func finish() async {
    while let task = draining ?? syncing { await task.value }
  }

  private func drain() async {
    while !waiting.isEmpty {
      if mayWait { await sleep() }
      let batch = waiting
      waiting = []
      waitingRows = 0
      writesOfLastCommit = batch.count
      await commit(batch)
    }
    draining = nil
  }

  private var mayWait: Bool {
    max(waiting.count, writesOfLastCommit) > 1 && waitingRows < maximumRows
      && !waiting.contains(where: \.isUrgent)
  }

  /// Syncs what is written, as often as more was written in the meantime.
  private func sync() async {
    while !written.isEmpty {
      let batch = written
      written = []
      do {
        try await log.sync()
        for receipt in batch { receipt.settle(.success(())) }
      } catch {
        for receipt in batch { receipt.settle(.failure(error)) }
      }
    }
    syncing = nil
  }

  private func sleep() async {
    guard delay > .zero else { return }
    await withCheckedContinuation { continuation in
      let task = Task {
        try? await Task.sleep(for: delay)
        if !Task.isCancelled { endDelay() }
      }
      timer = (task, continuation)
    }
  }

  private func endDelay() {
    guard let timer else { return }
    self.timer = nil
    timer.task.cancel()
    timer.isUp.resume()
  }

  private func commit(_ batch: [Write]) async {
    let bodies = batch.map(\.body)
    do {
      try await pool.write { db in
        for body in bodies { try body(db) }
      }
      written += batch.map(\.receipt)
      if syncing == nil { syncing = Task { await sync() } }
    } catch {
      if batch.count > 1, Self.isOfOneWrite(error) {
        for write in batch { await commit([write]) }
      } else {
        let error = AssayError.store(error, file: file)
        for write in batch { write.receipt.settle(.failure(error)) }
      }
    }
  }

  /// Whether the error comes from one write and not from the disk or the file as a whole.
  private static func isOfOneWrite(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return true }
    let general: [ResultCode] = [
      .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY,
      .SQLITE_BUSY, .SQLITE_CANTOPEN,
    ]
    return !general.contains(error.resultCode)
  }
}
