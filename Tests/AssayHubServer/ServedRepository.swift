// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Crypto
import Foundation

/// A repository as a hub would have it: a commit, files, terms.
public struct ServedRepository: Sendable {
  /// The name with its kind, such as `datasets/org/name`.
  public var name: String
  public var commit: String
  /// The branches and tags that name the commit.
  public var revisions: [String]
  public var files: [ServedFile]
  public var licence: String?
  /// The token that may read it; `nil` for everybody.
  public var token: String?
  /// Whether it is gated rather than private.
  public var isGated: Bool

  public init(
    _ name: String, commit: String = String(repeating: "c0ffee00", count: 5),
    revisions: [String] = ["main"], licence: String? = "odc-by", files: [ServedFile]
  ) {
    self.name = name
    self.commit = commit
    self.revisions = revisions
    self.licence = licence
    self.files = files
    token = nil
    isGated = false
  }

  func has(_ revision: String) -> Bool { revision == commit || revisions.contains(revision) }

  /// What `/api/…/revision/…` says.
  var information: JSONValue {
    [
      "id": .string(String(name.drop { $0 != "/" }.dropFirst())), "sha": .string(commit),
      "private": false, "gated": isGated ? "auto" : false, "disabled": false, "downloads": 0,
      "likes": 0, "tags": .array(licence.map { [.string("license:\($0)")] } ?? []),
      "cardData": .object(licence.map { ["license": .string($0)] } ?? [:]),
      "siblings": .array(files.map { ["rfilename": .string($0.path)] }),
    ]
  }
}

/// A file of a served repository.
public struct ServedFile: Sendable {
  public var path: String
  public var bytes: [UInt8]
  /// Whether it lies outside git, behind a redirect to another host.
  public var isLarge: Bool

  public init(_ path: String, _ bytes: [UInt8], isLarge: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isLarge = isLarge
  }

  /// A text file in git.
  public init(_ path: String, _ text: String) { self.init(path, Array(text.utf8)) }

  /// What git hashes: the file, or the pointer to it.
  public var blob: String {
    let stored =
      isLarge
      ? Array(
        """
        version https://git-lfs.github.com/spec/v1
        oid sha256:\(sha256)
        size \(bytes.count)

        """.utf8) : bytes
    return Self.text(Insecure.SHA1.hash(data: Array("blob \(stored.count)\0".utf8) + stored))
  }

  public var sha256: String { Self.text(SHA256.hash(data: bytes)) }

  /// The entity tag, and the name of the blob in a cache.
  public var tag: String { isLarge ? sha256 : blob }

  /// The entry in a list of files.
  var entry: JSONValue {
    var members: [String: JSONValue] = [
      "type": "file", "oid": .string(blob), "size": .integer(bytes.count), "path": .string(path),
    ]
    if isLarge {
      members["lfs"] = [
        "oid": .string(sha256), "size": .integer(bytes.count), "pointerSize": 130,
      ]
    }
    return .object(members)
  }

  private static func text(_ digest: some Sequence<UInt8>) -> String {
    digest.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
