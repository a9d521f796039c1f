// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// Files of a repository at one commit, as they lie in the cache.
public struct HubSnapshot: Sendable, Hashable {
  public var repository: HubRepository
  /// The revision that was asked for.
  public var revision: HubRevision
  /// The commit that it named.
  public var commit: String
  /// The folder with the files, at their paths in the repository.
  public var folder: URL
  /// The files that were meant, by path.
  public var files: [HubFile]
  /// The licence on the repository's card; `nil` where it says none or the hub was not asked.
  public var licence: String?
  /// The bytes that came over the network for it.
  public var fetchedBytes: Int

  /// Where a file of it lies.
  public func url(of file: HubFile) -> URL { folder.appending(path: file.path) }

  /// The size of all files together, in bytes.
  public var bytes: Int { files.reduce(0) { $0 + $1.size } }
}

/// What the hub says of a repository at a revision.
public struct HubInformation: Sendable, Hashable {
  /// The commit that the revision names.
  public var commit: String
  /// The licence on its card, such as `odc-by`.
  public var licence: String?
  /// Whether one has to accept terms before fetching.
  public var isGated: Bool
  /// The paths of its files; a hub may leave some out of a very large repository.
  public var paths: [String]
}
