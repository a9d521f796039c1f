// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The list of a commit's files, kept because it never changes.
extension HubCache {
  private static let treeVersion = 1

  private func tree(of repository: HubRepository, at commit: String) -> URL {
    folder(of: repository).appending(path: "trees/\(commit).json")
  }

  /// The commit's files by path, as this or another program kept them; `nil` where none did.
  func files(of repository: HubRepository, at commit: String) -> [HubFile]? {
    guard let data = try? Data(contentsOf: tree(of: repository, at: commit)),
      let value = try? JSONParser.parse([UInt8](data)),
      value["format_version"]?.integerValue == Self.treeVersion,
      let members = value["files"]?.objectValue
    else { return nil }
    var files: [HubFile] = []
    for (path, member) in members {
      guard HubFile.isSafe(path), let blob = member["blob_id"]?.stringValue,
        HexDigest.isCommit(blob),
        let size = member["lfs_size"]?.integerValue ?? member["size"]?.integerValue, size >= 0
      else { return nil }
      var file = HubFile(
        path: path, size: size, blob: blob, sha256: member["lfs_sha256"]?.stringValue)
      guard file.sha256.map(HexDigest.isSHA256) ?? true else { return nil }
      file.chunked = member["xet_hash"]?.stringValue
      files.append(file)
    }
    return files.sorted { $0.path < $1.path }
  }

  /// Keeps the list for later and for other programs.
  func keep(_ files: [HubFile], of repository: HubRepository, at commit: String) throws {
    let members = files.map { file -> (String, JSONValue) in
      var member: [String: JSONValue] = [
        "size": .integer(file.size), "blob_id": .string(file.blob),
      ]
      if let sha256 = file.sha256 {
        member["lfs_sha256"] = .string(sha256)
        member["lfs_size"] = .integer(file.size)
      }
      if let chunked = file.chunked { member["xet_hash"] = .string(chunked) }
      return (file.path, .object(member))
    }
    let value: JSONValue = [
      "format_version": .integer(Self.treeVersion),
      "files": .object(Dictionary(members, uniquingKeysWith: { $1 })),
    ]
    let file = tree(of: repository, at: commit)
    try Self.makeFolder(file.deletingLastPathComponent())
    try Self.write(value.jsonText, to: file)
  }
}
