// SPDX-License-Identifier: Apache-2.0
import AssayCuration
import Synchronization

/// Shows how far a recipe is: a progress line for the stage at work, a line for each that is done.
final class CurationLines: Sendable {
  private let quiet: Bool
  private let current = Mutex<ProgressLine?>(nil)

  init(quiet: Bool) { self.quiet = quiet }

  func show(_ event: CurationEvent) {
    guard !quiet else { return }
    switch event {
    case .began(let stage, let operation, let total):
      current.withLock {
        $0 =
          total > 0 ? ProgressLine("\(stage) (\(operation))", total: total, unit: "examples") : nil
      }
    case .advanced(_, let done, _): current.withLock { $0?.update(done) }
    case .reused(let record): Console.note("\(Self.text(record)), done before")
    case .finished(let record):
      let line = current.withLock { line in
        defer { line = nil }
        return line
      }
      line?.end()
      let time = line.map { ", " + ProgressText.clock(ProgressText.seconds($0.elapsed)) } ?? ""
      Console.note(Self.text(record) + time)
    case .waiting(let stage, let missing):
      Console.note(
        "\(stage): waits for \(missing.count == 1 ? "shard" : "shards") "
          + missing.map(\.description).joined(separator: ", "))
    }
  }

  static func text(_ record: StageRecord) -> String {
    let left = record.left.map { "\($0.count) \($0.reason)" }.joined(separator: ", ")
    return "\(record.stage): \(record.kept) examples"
      + (record.taken > 0 ? " of \(record.taken)" : "")
      + (record.made > 0 && record.taken > 0 ? ", \(record.made) of them new" : "")
      + (left.isEmpty ? "" : " (left: \(left))")
      + (record.outcomes.isEmpty
        ? "" : "; " + record.outcomes.map { "\($0.count) \($0.name)" }.joined(separator: ", "))
  }
}
