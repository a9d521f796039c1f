// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension HubPins.Pin {
  /// Reads an entry of the file; `nil` where something is missing.
  init?(_ value: JSONValue) {
    let name = (value["repository"]?.stringValue ?? "").split(separator: "/", maxSplits: 1)
    guard name.count == 2,
      let kind = HubRepository.Kind.allCases.first(where: { $0.plural == name[0] }),
      let repository = try? HubRepository(String(name[1]), kind: kind),
      let revision = value["revision"]?.stringValue.flatMap({ try? HubRevision($0) }),
      let commit = value["commit"]?.stringValue, HexDigest.isCommit(commit),
      let entries = value["files"]?.arrayValue
    else { return nil }
    let files = entries.compactMap(HubFile.init(pinned:))
    guard files.count == entries.count else { return nil }
    self.init(
      repository: repository, revision: revision, commit: commit,
      licence: value["licence"]?.stringValue, files: files)
  }

  /// The entry of the file.
  var value: JSONValue {
    var members: [String: JSONValue] = [
      "repository": .string("\(repository)"), "revision": .string("\(revision)"),
      "commit": .string(commit),
      "files": .array(
        files.map { file in
          var members: [String: JSONValue] = [
            "path": .string(file.path), "size": .integer(file.size), "blob": .string(file.blob),
          ]
          if let sha256 = file.sha256 { members["sha256"] = .string(sha256) }
          return .object(members)
        }),
    ]
    if let licence { members["licence"] = .string(licence) }
    return .object(members)
  }
}

extension HubFile {
  /// Reads a pinned file; `nil` where something is missing.
  fileprivate init?(pinned value: JSONValue) {
    guard let path = value["path"]?.stringValue, Self.isSafe(path),
      let size = value["size"]?.integerValue, let blob = value["blob"]?.stringValue
    else { return nil }
    self.init(path: path, size: size, blob: blob, sha256: value["sha256"]?.stringValue)
  }
}
