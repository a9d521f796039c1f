// SPDX-License-Identifier: Apache-2.0
import AssayHub
import Foundation

/// What `assay data pull` brought.
struct PullOutput: Encodable {
  var name: String
  /// Where the files are.
  var folder: String
  var licence: String?
  var repositories: [Repository] = []
  var files = 0
  var bytes = 0
  /// What came over the network.
  var fetchedBytes = 0

  /// One repository that the files came from.
  struct Repository: Encodable {
    var repository: String
    var revision: String
    var commit: String
    var licence: String?
    var files: [String]
  }

  private enum CodingKeys: String, CodingKey {
    case name, folder, licence, repositories, files, bytes, fetchedBytes = "fetched_bytes"
  }

  init(name: String, folder: URL, licence: String?) {
    self.name = name
    self.folder = folder.path(percentEncoded: false)
    self.licence = licence
  }

  mutating func add(_ snapshot: HubSnapshot) {
    repositories.append(
      Repository(
        repository: "\(snapshot.repository)", revision: "\(snapshot.revision)",
        commit: snapshot.commit, licence: snapshot.licence, files: snapshot.files.map(\.path)))
    files += snapshot.files.count
    bytes += snapshot.bytes
    fetchedBytes += snapshot.fetchedBytes
  }

  var text: String {
    let isNew = fetchedBytes > 0 ? "\(ByteText.text(Double(fetchedBytes))) fetched" : "nothing new"
    var lines = [
      "\(name): \(files) files, \(ByteText.text(Double(bytes))) (\(isNew))", "  \(folder)",
    ]
    for repository in repositories {
      let name = repository.revision == repository.commit ? "" : " (\(repository.revision))"
      lines.append("  \(repository.repository) at \(repository.commit)\(name)")
    }
    let cards = Set(repositories.compactMap(\.licence)).sorted().joined(separator: ", ")
    let own = licence ?? ""
    lines.append(
      "  licence: "
        + (cards.isEmpty
          ? own.isEmpty ? "none stated on the card" : own
          : own.isEmpty ? cards : "\(own); the card says \(cards)"))
    return lines.joined(separator: "\n")
  }
}
