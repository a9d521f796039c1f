// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

extension HubCache {
  /// Makes the folders of a repository, and marks the cache as one for programs that make backups.
  func prepare(_ repository: HubRepository) throws {
    for path in ["blobs", "refs", "snapshots"] {
      try Self.makeFolder(folder(of: repository).appending(path: path))
    }
    try Self.makeFolder(lock("", of: repository).deletingLastPathComponent())
    let tag = folder.appending(path: "CACHEDIR.TAG")
    if Self.size(of: tag) == nil {
      try Self.write(
        """
        Signature: 8a477f597d28d172789f06886806bc55
        # This file marks a cache that can be fetched again (https://bford.info/cachedir/).

        """, to: tag)
    }
  }

  /// Notes which commit a branch or tag names.
  func record(_ revision: HubRevision, names commit: String, in repository: HubRepository) throws {
    guard !revision.isCommit, self.commit(of: repository, at: revision) != commit else { return }
    let file = folder(of: repository).appending(path: "refs/\(revision)")
    try Self.makeFolder(file.deletingLastPathComponent())
    try Self.write(commit, to: file)
  }

  /// Notes that a branch or tag names a commit, where nothing is noted of it yet.
  ///
  /// - Throws: `fileUnwritable`.
  public func adopt(
    _ commit: String, as revision: HubRevision, of repository: HubRepository
  ) throws {
    guard self.commit(of: repository, at: revision) == nil else { return }
    try record(revision, names: commit, in: repository)
  }

  /// Puts a file, whose blob is there, at its path in the snapshot.
  func link(_ file: HubFile, of repository: HubRepository, at commit: String) throws {
    let place = snapshot(of: repository, at: commit).appending(path: file.path)
    try Self.makeFolder(place.deletingLastPathComponent())
    // Up from the file's folder to the repository's.
    let steps = file.path.split(separator: "/").count + 1
    let target = String(repeating: "../", count: steps) + "blobs/\(file.tag)"
    try Self.link(target, at: place)
  }

  /// Makes a symbolic link, in place of what was there, so that no moment is without one.
  static func link(_ target: String, at place: URL) throws {
    let path = place.path(percentEncoded: false)
    if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == target { return }
    let temporary = "\(path).\(UUID().uuidString.prefix(8)).tmp"
    guard symlink(target, temporary) == 0 else { throw AssayError.unwritable(path, errno) }
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw AssayError.unwritable(path, number)
    }
  }

  static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw AssayError(
        .fileUnwritable, "The folder cannot be made: \(error.localizedDescription)",
        advice: "Check the permissions, or name another folder.",
        location: SourceLocation(file: folder.path(percentEncoded: false)))
    }
  }

  /// Writes a small file at once.
  static func write(_ text: String, to file: URL) throws {
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw AssayError(
        .fileUnwritable, "The file cannot be written: \(error.localizedDescription)",
        advice: "Check the permissions and the space on the disk.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
  }
}
