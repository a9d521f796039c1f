// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

extension HubClient {
  /// Brings files of a repository into the cache, as far as they are not there.
  ///
  /// What an interrupted call has fetched is kept: the next one asks for the rest only. Where the
  /// revision is a commit and its files are there, the hub is not asked at all.
  ///
  /// - Parameters:
  ///   - repository: Whose files.
  ///   - revision: A commit for files that never change.
  ///   - selection: Which of its files.
  ///   - progress: Told of the bytes as they come, at most twenty times a second.
  /// - Throws: As `information(of:at:)`; `limitExceeded` before anything is fetched that would be
  ///   more than allowed; `checksumMismatch`; `fileUnwritable`, also for a full disk.
  public func snapshot(
    of repository: HubRepository, at revision: HubRevision = .main,
    selecting selection: HubSelection = .all,
    progress: @escaping @Sendable (HubProgress) -> Void = { _ in }
  ) async throws -> HubSnapshot {
    if configuration.isOffline {
      return try held(repository, revision, selection)
    }
    var snapshot = try await contents(repository, revision)
    snapshot.files = try chosen(snapshot.files, selection, of: repository)
    try cache.prepare(repository)
    // Files with equal bytes share a blob, and none is fetched that is there.
    var missing: [String: HubFile] = [:]
    for file in snapshot.files where !isHeld(file, in: snapshot) { missing[file.tag] = file }
    let wanted = missing.values.sorted { $0.path < $1.path }
    try checkSpace(for: wanted, of: repository)
    let meter = ProgressMeter(
      totalBytes: wanted.reduce(0) { $0 + $1.size }, totalFiles: wanted.count,
      timekeeper: configuration.timekeeper, report: progress)
    try await fetch(wanted, in: snapshot, meter)
    for file in snapshot.files { try cache.link(file, of: repository, at: snapshot.commit) }
    try cache.record(revision, names: snapshot.commit, in: repository)
    snapshot.fetchedBytes = meter.fetchedBytes
    return snapshot
  }

  /// The commit that the revision names, and all of its files.
  private func contents(
    _ repository: HubRepository, _ revision: HubRevision
  ) async throws -> HubSnapshot {
    var snapshot = HubSnapshot(
      repository: repository, revision: revision, commit: revision.description,
      folder: cache.folder, files: [], licence: nil, fetchedBytes: 0)
    if revision.isCommit, let files = cache.files(of: repository, at: revision.description) {
      snapshot.files = files
    } else {
      let information = try await information(of: repository, at: revision)
      snapshot.commit = information.commit
      snapshot.licence = information.licence
      snapshot.files = try await files(
        of: repository, at: information.commit, including: information.paths)
    }
    snapshot.folder = cache.snapshot(of: repository, at: snapshot.commit)
    return snapshot
  }

  private func chosen(
    _ files: [HubFile], _ selection: HubSelection, of repository: HubRepository
  ) throws -> [HubFile] {
    let chosen = Self.chosen(files, selection)
    guard chosen.isEmpty else { return chosen }
    let some = files.prefix(8).map(\.path).joined(separator: ", ")
    throw AssayError(
      .notOnHub, "\(repository) has no such file among its \(files.count).",
      advice: files.isEmpty
        ? "The repository is empty."
        : "Its files are: \(some)\(files.count > 8 ? ", …" : ""). Patterns: *.parquet, data/*.")
  }

  private static func chosen(_ files: [HubFile], _ selection: HubSelection) -> [HubFile] {
    let paths = selection.selected(from: files.map(\.path))
    return files.filter { paths.contains($0.path) }
  }

  private func isHeld(_ file: HubFile, in snapshot: HubSnapshot) -> Bool {
    guard cache.holds(file, of: snapshot.repository, at: snapshot.commit) else { return false }
    return !configuration.verifiesCache
      || PartialFile.isRight(snapshot.url(of: file), size: file.size, checksum: file.checksum)
  }

  /// Refuses what is larger than allowed, or than the disk.
  private func checkSpace(for files: [HubFile], of repository: HubRepository) throws {
    let limits = configuration.limits
    if let large = files.first(where: { $0.size > limits.fileBytes }) {
      throw AssayError(
        .limitExceeded,
        "'\(large.path)' of \(repository) has \(large.size) bytes; \(limits.fileBytes) are allowed.",
        advice: "Allow more, or leave the file out.")
    }
    let total = files.reduce(0) { $0 + $1.size }
    guard total <= limits.totalBytes else {
      throw AssayError(
        .limitExceeded,
        "\(files.count) files of \(repository) have \(total) bytes; \(limits.totalBytes) are "
          + "allowed.",
        advice: "Allow more, or name the files that are needed.")
    }
    let left = files.reduce(0) {
      $0 + (HubCache.size(of: cache.incomplete($1.tag, of: repository)) ?? 0)
    }
    let path = cache.folder.path(percentEncoded: false)
    let free = try? FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize]
    guard let free = (free as? NSNumber)?.intValue, total - left > free else { return }
    throw AssayError(
      .fileUnwritable, "The disk has \(free) bytes free; \(total - left) more are needed.",
      advice: "Free some space, or name a folder on another disk with HF_HOME.",
      location: SourceLocation(file: path))
  }

  /// Fetches several files at a time.
  private func fetch(
    _ files: [HubFile], in snapshot: HubSnapshot, _ meter: ProgressMeter
  ) async throws {
    let repository = snapshot.repository
    try await withThrowingTaskGroup(of: Void.self) { group in
      var rest = files[...]
      func startNext() {
        guard let file = rest.popFirst() else { return }
        group.addTask {
          try await BlobDownload(
            client: self, repository: repository, commit: snapshot.commit, file: file,
            meter: meter
          ).run()
        }
      }
      for _ in 0..<configuration.limits.parallel { startNext() }
      while try await group.next() != nil { startNext() }
    }
  }

  /// What the cache holds of the files, without asking anybody.
  private func held(
    _ repository: HubRepository, _ revision: HubRevision, _ selection: HubSelection
  ) throws -> HubSnapshot {
    let absence = AssayError(
      .fileUnreadable,
      "HF_HUB_OFFLINE is set, and the cache does not hold all of this of \(repository).",
      advice: "Unset it to fetch, or name the cache that holds it with HF_HOME.",
      location: SourceLocation(file: cache.folder.path(percentEncoded: false)))
    guard let commit = cache.commit(of: repository, at: revision) else { throw absence }
    let folder = cache.snapshot(of: repository, at: commit)
    let known = cache.files(of: repository, at: commit)
    // Older programs keep no list; then what is there counts as all there is.
    let files =
      known
      ?? cache.paths(of: repository, at: commit).map {
        HubFile(path: $0, size: HubCache.size(of: folder.appending(path: $0)) ?? 0, blob: "")
      }
    let chosen = Self.chosen(files, selection)
    guard !chosen.isEmpty, chosen.allSatisfy({ cache.holds($0, of: repository, at: commit) }) else {
      throw absence
    }
    return HubSnapshot(
      repository: repository, revision: revision, commit: commit, folder: folder, files: chosen,
      licence: nil, fetchedBytes: 0)
  }
}
