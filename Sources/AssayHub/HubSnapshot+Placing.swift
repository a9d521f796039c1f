// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

extension HubSnapshot {
  /// How a file gets its place outside the cache.
  public enum Placement: String, Sendable, Hashable {
    /// A symbolic link into the cache, which costs no space.
    case link
    /// A file of its own.
    case copy
  }

  /// Puts a file of the snapshot into a folder.
  ///
  /// What has the place already is replaced, at once.
  ///
  /// - Parameter path: Where in the folder.
  /// - Throws: `invalidArgument` for a path that leaves the folder; `fileUnwritable`.
  public func place(
    _ file: HubFile, at path: String, in folder: URL, as placement: Placement
  ) throws {
    guard HubFile.isSafe(path) else {
      throw AssayError(.invalidArgument, "'\(path)' is no path inside a folder.")
    }
    let place = folder.appending(path: path)
    try HubCache.makeFolder(place.deletingLastPathComponent())
    let source = url(of: file)
    guard placement == .copy else {
      return try HubCache.link(source.standardizedFileURL.path(percentEncoded: false), at: place)
    }
    let target = place.path(percentEncoded: false)
    let temporary = "\(target).\(UUID().uuidString.prefix(8)).tmp"
    do {
      // The link in the snapshot is followed: a copy of a link would be none of the file.
      try FileManager.default.copyItem(
        atPath: source.resolvingSymlinksInPath().path(percentEncoded: false), toPath: temporary)
    } catch {
      unlink(temporary)
      throw AssayError(
        .fileUnwritable, "The file cannot be copied: \(error.localizedDescription)",
        advice: "Check the permissions and the space on the disk.",
        location: SourceLocation(file: target))
    }
    guard rename(temporary, target) == 0 else {
      let number = errno
      unlink(temporary)
      throw AssayError.unwritable(target, number)
    }
  }
}
