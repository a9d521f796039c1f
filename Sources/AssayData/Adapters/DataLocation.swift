// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// Where a data set is looked for, and whether it is there.
///
/// A folder of data sets holds one folder for each, named as the data set; a cache of the Hugging
/// Face hub holds the snapshots of what was fetched.
///
/// ```swift
/// let location = DataLocation(folders: [URL(filePath: "data")])
/// if let folder = location.find(RewardBench()) { … }
/// ```
public struct DataLocation: Sendable, Hashable {
  /// Folders of data sets, the first of them first.
  public var folders: [URL]
  /// The hub's cache, `HF_HOME/hub` in its own layout.
  public var hubCache: URL?

  public init(folders: [URL], hubCache: URL? = nil) {
    self.folders = folders
    self.hubCache = hubCache
  }

  /// The folders in which the source's files are looked for, in order.
  public func candidates(for source: any DataSource) -> [URL] {
    let card = source.card
    var candidates = folders.flatMap { folder in
      [card.folder ?? card.name, card.name].map { folder.appending(path: $0) }
    }
    if let hub = card.hub, let cache = hubCache {
      let repository = cache.appending(path: "datasets--" + hub.replacing("/", with: "--"))
      candidates += Self.snapshots(of: repository)
    }
    var seen: Set<URL> = []
    return candidates.filter { seen.insert($0).inserted }
  }

  /// The first folder that holds all of the source's default parts, else the first one that holds
  /// any of them, or `nil`.
  public func find(_ source: any DataSource) -> URL? {
    let parts = source.card.parts
    let candidates = candidates(for: source)
    return candidates.first { folder in
      parts.contains { $0.standsForDefaults && $0.file(in: folder) != nil }
        || !parts.isEmpty && parts.allSatisfy { !$0.isDefault || $0.file(in: folder) != nil }
    }
      ?? candidates.first { folder in
        parts.contains { $0.isDefault && $0.file(in: folder) != nil }
      }
  }

  /// The bytes of the source's files in a folder, each counted once.
  public func size(of source: any DataSource, in folder: URL) -> Int {
    let files = Set(source.card.parts.compactMap { $0.file(in: folder) })
    return files.reduce(0) { $0 + Self.size(of: $1) }
  }

  private static func size(of file: URL) -> Int {
    var isFolder: ObjCBool = false
    let path = file.path(percentEncoded: false)
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    var files = [file]
    if isFolder.boolValue {
      let names = try? FileManager.default.subpathsOfDirectory(atPath: path)
      files = (names ?? []).map { file.appending(path: $0) }
    }
    return files.reduce(0) { sum, file in
      let values = try? file.resolvingSymlinksInPath().resourceValues(forKeys: [
        .fileSizeKey, .isRegularFileKey,
      ])
      return sum + (values?.isRegularFile == true ? values?.fileSize ?? 0 : 0)
    }
  }

  /// The revision that `refs/main` names first, then the others by name.
  private static func snapshots(of repository: URL) -> [URL] {
    let folder = repository.appending(path: "snapshots")
    let main = try? String(
      contentsOf: repository.appending(path: "refs/main"), encoding: .utf8
    ).trimmingCharacters(in: .whitespacesAndNewlines)
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)))
      ?? []
    return names.sorted { ($0 != main ? 1 : 0, $0) < ($1 != main ? 1 : 0, $1) }
      .map { folder.appending(path: $0) }
  }
}
