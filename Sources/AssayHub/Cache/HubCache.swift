// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// The cache of a Hugging Face hub, in the layout that `huggingface_hub` reads and writes.
///
/// ```
/// datasets--org--name/refs/main                the commit of a branch
/// datasets--org--name/snapshots/<commit>/…     links to the blobs, at the files' own paths
/// datasets--org--name/blobs/<hash>             the bytes; `<hash>.incomplete` while they come
/// datasets--org--name/trees/<commit>.json      the list of a commit's files
/// .locks/datasets--org--name/<hash>.lock       held while a blob is fetched
/// ```
public struct HubCache: Sendable, Hashable {
  /// The folder `hub` in `HF_HOME`, or the one that `HF_HUB_CACHE` names.
  public var folder: URL

  public init(_ folder: URL) { self.folder = folder }

  /// The folder of a repository.
  public func folder(of repository: HubRepository) -> URL {
    folder.appending(path: repository.folderName, directoryHint: .isDirectory)
  }

  /// The folder of a commit's files, whether or not it is there.
  public func snapshot(of repository: HubRepository, at commit: String) -> URL {
    folder(of: repository).appending(path: "snapshots/\(commit)", directoryHint: .isDirectory)
  }

  /// The commit that the revision named when the hub was last asked; a commit names itself.
  public func commit(of repository: HubRepository, at revision: HubRevision) -> String? {
    if revision.isCommit { return revision.description }
    let file = folder(of: repository).appending(path: "refs/\(revision)")
    let text = (try? String(contentsOf: file, encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return text.flatMap { HexDigest.isCommit($0) ? $0 : nil }
  }

  /// The paths of the files that are there of a commit.
  public func paths(of repository: HubRepository, at commit: String) -> [String] {
    let folder = snapshot(of: repository, at: commit)
    let names = try? FileManager.default.subpathsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return (names ?? []).filter { Self.size(of: folder.appending(path: $0)) != nil }.sorted()
  }

  /// The bytes of a file under its hash.
  func blob(_ tag: String, of repository: HubRepository) -> URL {
    folder(of: repository).appending(path: "blobs/\(tag)")
  }

  /// The bytes of a file that has not come whole.
  func incomplete(_ tag: String, of repository: HubRepository) -> URL {
    folder(of: repository).appending(path: "blobs/\(tag).incomplete")
  }

  /// The file that is locked while a blob is fetched.
  func lock(_ tag: String, of repository: HubRepository) -> URL {
    folder.appending(path: ".locks/\(repository.folderName)/\(tag).lock")
  }

  /// Whether the snapshot has the file, by its size.
  func holds(_ file: HubFile, of repository: HubRepository, at commit: String) -> Bool {
    Self.size(of: snapshot(of: repository, at: commit).appending(path: file.path)) == file.size
  }

  /// The size of a regular file, links followed; `nil` where there is none.
  static func size(of file: URL) -> Int? {
    var status = stat()
    guard stat(file.path(percentEncoded: false), &status) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return Int(status.st_size)
  }
}
