// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayData
import Foundation

/// `assay data list`: which data sets are here, and where the others come from.
struct DataListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the data sets: which are here, how large, under which licence, from where.",
    discussion: """
      `here` is a folder that ASSAY_DATA names, `pulled` what `assay data pull` brought, `cached` \
      what another program left in the cache of the Hugging Face hub.
      """)

  @OptionGroup var output: OutputOptions

  /// A data set and its state.
  struct Entry: Encodable {
    var name: String
    /// `here`, `pulled`, `cached` or `missing`.
    var state: String
    var bytes: Int?
    var licence: String
    var folder: String?
    /// The repositories on the hub, none where it has to be fetched from its homepage.
    var repositories: [String]
    var homepage: String

    var origin: String {
      switch repositories.count {
      case 0: homepage
      case 1: repositories[0]
      default: "\(repositories[0]) and \(repositories.count - 1) more"
      }
    }
  }

  func run() async throws {
    let location = DataFolders.location
    let entries = DataSources.all.filter { !$0.card.parts.isEmpty }.map {
      Self.entry($0, in: location)
    }
    try output.print("data list", entries, text: Self.text(entries))
  }

  private static func entry(_ source: any DataSource, in location: DataLocation) -> Entry {
    let card = source.card
    let folder = location.find(source)
    let wanted = card.parts.filter { $0.isDefault || $0.standsForDefaults }
    return Entry(
      name: card.name, state: folder.map { state(of: $0, in: location) } ?? "missing",
      bytes: folder.map { location.size(of: source, in: $0) }, licence: card.licence,
      folder: folder?.path(percentEncoded: false),
      repositories: Set(wanted.compactMap { card.onHub($0)?.repository }).sorted(),
      homepage: card.homepage)
  }

  private static func state(of folder: URL, in location: DataLocation) -> String {
    let path = folder.path(percentEncoded: false)
    if path.hasPrefix(DataFolders.pulled.path(percentEncoded: false)) { return "pulled" }
    let cache = location.hubCache?.path(percentEncoded: false)
    return cache.map { path.hasPrefix($0) } == true ? "cached" : "here"
  }

  private static func text(_ entries: [Entry]) -> String {
    var table = TextTable(["data set", "state", "size", "licence", "from"])
    table.rows = entries.map {
      [
        $0.name, $0.state, $0.bytes.map { ByteText.text(Double($0)) } ?? "–", $0.licence,
        $0.origin,
      ]
    }
    let isMissing = entries.contains { $0.state == "missing" && !$0.repositories.isEmpty }
    return table.text
      + (isMissing ? "\n\n`assay data pull NAME` fetches those that are on the hub." : "")
  }
}
