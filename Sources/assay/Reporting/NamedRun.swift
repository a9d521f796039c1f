// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import AssayStore
import Foundation

/// A run that a person named, from wherever it is kept.
struct NamedRun {
  /// The judge's name, where the person gave one.
  var label: String?
  /// What the person called the run, or the folder or suite that it is of.
  var name: String
  var run: Run
  var records: [JudgmentRecord]
}

/// Finds runs by what people call them: a judgment file, a folder of such files as `bench --all`
/// leaves it, a run of the store, or the common beginning of a suite's runs there.
struct RunFinder {
  var options: StoreOptions

  /// The runs that the words name, in their order.
  ///
  /// - Throws: `fileUnreadable` or `invalidArgument` naming the word that is none.
  func runs(_ words: [String]) async throws -> [NamedRun] {
    var found: [NamedRun] = []
    var store: Store?
    for word in words {
      let (label, place) = Self.parts(of: word)
      let files = try Self.files(at: place)
      if !files.isEmpty {
        found += try files.map { try Self.read($0, label: label, name: Self.name(of: place)) }
        continue
      }
      if store == nil { store = try options.open() }
      guard let store else { continue }
      for stored in try await Self.stored(place, in: store) {
        let journal = RunJournal(stored, in: store)
        found.append(
          NamedRun(
            label: label, name: place, run: try journal.run, records: try await journal.records()))
      }
    }
    try await store?.close()
    if let empty = found.first(where: \.records.isEmpty) {
      throw AssayError(
        .invalidArgument, "The run '\(empty.name)' has no judgment yet.",
        advice: "Judge something first, or leave it out.")
    }
    return found
  }

  /// `LABEL=RUN`, or a run alone. A file's name may hold the sign itself.
  private static func parts(of word: String) -> (label: String?, place: String) {
    guard !FileManager.default.fileExists(atPath: word), let sign = word.firstIndex(of: "="),
      sign != word.startIndex
    else { return (nil, word) }
    return (String(word[..<sign]), String(word[word.index(after: sign)...]))
  }

  /// The judgment files at the place; none where it is no file.
  private static func files(at place: String) throws -> [URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else { return [] }
    let url = URL(filePath: place)
    guard isFolder.boolValue else { return [url] }
    let inside = try FileManager.default.contentsOfDirectory(
      at: url, includingPropertiesForKeys: nil)
    let files = inside.filter { file in
      file.pathExtension == "jsonl"
        && FileManager.default.fileExists(
          atPath: JudgmentFile.manifest(for: file).path(percentEncoded: false))
    }
    guard !files.isEmpty else {
      throw AssayError(
        .fileUnreadable, "There is no judgment file in the folder.",
        advice: "Name a folder as `assay bench --all --out` leaves it.",
        location: SourceLocation(file: place))
    }
    return files.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private static func name(of place: String) -> String {
    let url = URL(filePath: place)
    return url.pathExtension == "jsonl"
      ? url.deletingPathExtension().lastPathComponent : url.lastPathComponent
  }

  private static func read(_ file: URL, label: String?, name: String) throws -> NamedRun {
    let (run, records) = try JudgmentFile.read(file)
    guard let run else {
      throw AssayError(
        .fileUnreadable, "The description of the run is missing.",
        advice: "Keep \(JudgmentFile.manifest(for: file).lastPathComponent) beside the verdicts.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
    return NamedRun(label: label, name: name, run: run, records: records)
  }

  private static func stored(_ name: String, in store: Store) async throws -> [StoredRun] {
    let suite = try await store.runs().filter {
      $0.description.name?.hasPrefix(name + "/") ?? false
    }
    // The newest run stands first in the store, and last in a suite.
    return suite.isEmpty ? [try await store.run(name)] : suite.reversed()
  }
}

extension [NamedRun] {
  /// The judges' names: what the person said, else the model's name. Where two runs on the same data
  /// would share one, the run's own name stands behind it.
  var judges: [String] {
    func key(_ run: NamedRun) -> String {
      (run.label ?? run.run.model.name) + "\n" + Set(run.records.map(\.source)).sorted().joined()
    }
    let counts = reduce(into: [String: Int]()) { $0[key($1), default: 0] += 1 }
    let shared = Set(filter { (counts[key($0)] ?? 0) > 1 }.map(\.run.model.name))
    let names = map { run in
      run.label
        ?? (shared.contains(run.run.model.name)
          ? "\(run.run.model.name) (\(run.name))" : run.run.model.name)
    }
    // Runs of one name that still share it are told apart by their number.
    var seen: [String: Int] = [:]
    return zip(self, names).map { run, name in
      let place = name + "\n" + Set(run.records.map(\.source)).sorted().joined()
      seen[place, default: 0] += 1
      let number = seen[place] ?? 1
      return number == 1 ? name : "\(name) \(number)"
    }
  }
}
