// SPDX-License-Identifier: Apache-2.0

/// A file of a repository at one commit.
public struct HubFile: Sendable, Hashable {
  /// The path inside the repository; it never leaves it.
  public var path: String
  /// The size in bytes.
  public var size: Int
  /// The git hash of what git itself stores: the file, or the pointer to a large one.
  public var blob: String
  /// The SHA-256 of a file that is stored outside git.
  public var sha256: String?
  /// The hash in the hub's newer storage, kept for other programs that share the cache.
  var chunked: String?

  public init(path: String, size: Int, blob: String, sha256: String? = nil) {
    self.path = path
    self.size = size
    self.blob = blob
    self.sha256 = sha256
    chunked = nil
  }

  /// What the bytes are checked against.
  public var checksum: HubChecksum { sha256.map { .sha256($0) } ?? .gitBlob(blob) }

  /// The name of its blob in a cache, which is the hub's entity tag.
  var tag: String { sha256 ?? blob }

  /// Whether a path stays inside the folder that it is appended to.
  static func isSafe(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path.utf8.count <= 4096 && !path.contains("\0") && !path.contains("\\")
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 255 }
  }
}

/// A hash that a file's bytes must have.
public enum HubChecksum: Sendable, Hashable, CustomStringConvertible {
  /// Of the bytes, for large files.
  case sha256(String)
  /// Git's SHA-1 of a header with the length and of the bytes, for small files.
  case gitBlob(String)

  public var description: String {
    switch self {
    case .sha256(let digits): "sha256:\(digits)"
    case .gitBlob(let digits): "git:\(digits)"
    }
  }
}
