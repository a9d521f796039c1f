// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import AssayStore
import Foundation

/// What `--resume` asks for: that there is a run to go on with.
enum ResumedRun {
  /// Checks that the run was begun, in the file or in the store.
  ///
  /// - Throws: `notRecorded`, with what the most similar run of the store does differently.
  static func require(_ run: Run, file: URL?, keeping: RunKeeping?) async throws {
    if let file, FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) { return }
    guard let store = keeping?.store else {
      throw missing("There is nothing to go on with: no judgments are kept there.", file: file)
    }
    guard try await RunJournal.begun(run, in: store) == nil else { return }
    var message = "The store has no run of this configuration to go on with."
    let others = try await store.runs()
    let nearest = others.compactMap { stored -> (StoredRun, [String])? in
      guard let other = try? RunJournal(stored, in: store).run else { return nil }
      return (stored, run.differences(from: other))
    }.min { $0.1.count < $1.1.count }
    if let (stored, differences) = nearest, differences.count <= 4 {
      let name = stored.description.name.map { "'\($0)'" } ?? stored.shortFingerprint
      message += " The nearest, \(name), differs in " + differences.joined(separator: "; ") + "."
    }
    throw missing(message, file: store.url)
  }

  /// Checks that the store has some run of this judge, whatever it judged.
  ///
  /// - Throws: `notRecorded`.
  static func requireAny(of judge: Judge, in store: Store?) async throws {
    guard let store else {
      throw missing("There is nothing to go on with: no store is used.", file: nil)
    }
    let wanted = judge.run(on: [], software: assayVersion)
    for stored in try await store.runs() {
      guard var other = try? RunJournal(stored, in: store).run else { continue }
      (other.data, other.examples, other.prompts) = (wanted.data, wanted.examples, wanted.prompts)
      if wanted == other { return }
    }
    throw missing("The store has no run of this judge to go on with.", file: store.url)
  }

  private static func missing(_ message: String, file: URL?) -> AssayError {
    AssayError(
      .notRecorded, message,
      advice: "`assay runs list` shows what there is; without --resume the run begins anew.",
      location: file.map { SourceLocation(file: $0.path(percentEncoded: false)) })
  }
}
