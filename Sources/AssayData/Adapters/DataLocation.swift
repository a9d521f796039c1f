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

  /// The first folder that holds at least one file of the source's default parts, or `nil`.
  public func find(_ source: any DataSource) -> URL? {
    candidates(for: source).first { folder in
      source.card.parts.contains { $0.isDefault && $0.file(in: folder) != nil }
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
