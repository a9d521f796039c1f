// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Hands out what came of each task, and has it written only once: equal tasks that come at the
/// same time wait for one request, and later ones find its outcome on disk.
///
/// Outcomes lie in files that are named by the hash of the task, so that processes on one folder
/// and a process that was killed share them.
actor RubricDesk {
  typealias Outcome = RubricWriter.Outcome

  private let folder: URL
  private let writer: RubricWriter
  private var underway: [String: Task<[String: Outcome], any Error>] = [:]

  init(folder: URL, writer: RubricWriter) throws {
    self.folder = folder
    self.writer = writer
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.unwritable(folder, error)
    }
  }

  /// What came of each task, in their order.
  func outcomes(for tasks: [RubricTask]) async throws -> [Outcome] {
    var known: [String: Outcome] = [:]
    var missing: [RubricTask] = []
    var waiting: [String: Task<[String: Outcome], any Error>] = [:]
    for task in tasks {
      let key = task.key
      guard known[key] == nil, waiting[key] == nil, !missing.contains(task) else { continue }
      if let work = underway[key] {
        waiting[key] = work
      } else if let outcome = try stored(key) {
        known[key] = outcome
      } else {
        missing.append(task)
      }
    }
    if !missing.isEmpty {
      let (writer, asked) = (writer, missing)
      let work = Task {
        let outcomes = try await writer.rubrics(for: asked)
        return Dictionary(
          zip(asked.map(\.key), outcomes), uniquingKeysWith: { first, _ in first })
      }
      for task in missing { underway[task.key] = work }
      defer { for task in missing { underway[task.key] = nil } }
      let made = try await withTaskCancellationHandler {
        try await work.value
      } onCancel: {
        work.cancel()
      }
      for (key, outcome) in made.sorted(by: { $0.key < $1.key }) { try keep(outcome, key) }
      known.merge(made) { first, _ in first }
    }
    for (key, work) in waiting { known[key] = try await work.value[key] }
    return tasks.map {
      known[$0.key] ?? .failed(reason: "no-answer", detail: "the model was not asked")
    }
  }

  /// An outcome as its file has it.
  private struct Stored: Codable {
    var drafts: [RubricWriter.Draft]
    var reason: String?
    var detail: String?
  }

  private func file(_ key: String) -> URL { folder.appending(path: "\(key).json") }

  private func stored(_ key: String) throws -> Outcome? {
    guard let data = try? Data(contentsOf: file(key)),
      let stored = try? JSONDecoder().decode(Stored.self, from: data)
    else { return nil }
    if let reason = stored.reason { return .failed(reason: reason, detail: stored.detail ?? "") }
    return stored.drafts.isEmpty ? nil : .written(stored.drafts)
  }

  private func keep(_ outcome: Outcome, _ key: String) throws {
    let stored =
      switch outcome {
      case .written(let drafts): Stored(drafts: drafts)
      case .failed(let reason, let detail): Stored(drafts: [], reason: reason, detail: detail)
      }
    do {
      try JSONEncoder().encode(stored).write(to: file(key), options: .atomic)
    } catch {
      throw Self.unwritable(file(key), error)
    }
  }

  private static func unwritable(_ file: URL, _ error: any Error) -> AssayError {
    AssayError(
      .fileUnwritable, "The rubric cannot be kept: \(error.reason)",
      advice: "Free some space and run again; finished work is kept.",
      location: SourceLocation(file: file.path(percentEncoded: false)))
  }
}
