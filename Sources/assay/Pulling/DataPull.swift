// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayHub
import Foundation

/// Fetches data sets and repositories, holds their revisions, and gives them their places.
struct DataPull {
  var client: HubClient
  var options: PullOptions
  var output: OutputOptions

  /// Fetches a registered data set so that benchmarks find it.
  ///
  /// - Parameter parts: The names of its parts; empty for the default ones.
  func pull(_ card: DataCard, parts: [String]) async throws -> PullOutput {
    guard options.include.isEmpty, options.exclude.isEmpty else {
      throw AssayError(
        .invalidArgument, "--include and --exclude are for repositories.",
        advice: "Name parts of '\(card.name)' with --part.")
    }
    let chosen = try places(of: card, parts)
    let folder =
      options.to.map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? DataFolders.pulled.appending(path: card.folder ?? card.name, directoryHint: .isDirectory)
    var result = PullOutput(name: card.name, folder: folder, licence: card.licence)
    // One fetch a repository, whatever the number of its parts.
    for name in Set(chosen.map(\.repository)).sorted() {
      let repository = try HubRepository(name)
      let parts = chosen.filter { $0.repository == name }
      let snapshot = try await fetch(
        repository, HubSelection(firstOf: parts.map(\.patterns)), label: card.name)
      for part in parts {
        let files = files(of: part, in: snapshot)
        guard !files.isEmpty else { throw absence(part, snapshot) }
        for file in files {
          try snapshot.place(
            file, at: part.place(of: file.path, among: files.count), in: folder,
            as: options.to == nil ? .link : .copy)
        }
      }
      result.add(snapshot)
    }
    return result
  }

  /// Fetches files of any repository.
  func pull(_ repository: HubRepository) async throws -> PullOutput {
    let selection = HubSelection(include: options.include, exclude: options.exclude)
    let snapshot = try await fetch(repository, selection, label: repository.id)
    var result = PullOutput(name: repository.id, folder: snapshot.folder, licence: nil)
    if let to = options.to {
      let folder = URL(filePath: to, directoryHint: .isDirectory)
      for file in snapshot.files {
        try snapshot.place(file, at: file.path, in: folder, as: .copy)
      }
      result.folder = folder.path(percentEncoded: false)
    }
    result.add(snapshot)
    return result
  }

  /// The parts that are asked for and are on the hub.
  private func places(of card: DataCard, _ names: [String]) throws -> [HubPart] {
    for name in names where !card.parts.contains(where: { $0.name == name }) {
      throw AssayError(
        .invalidArgument, "The data set '\(card.name)' has no part '\(name)'.",
        advice: "Its parts are: \(card.parts.map(\.name).joined(separator: ", ")).")
    }
    let wanted = card.parts.filter {
      names.isEmpty ? $0.isDefault || $0.standsForDefaults : names.contains($0.name)
    }
    let places = wanted.compactMap(card.onHub)
    let isWhole = names.isEmpty || places.count == wanted.count
    guard !places.isEmpty, isWhole else {
      throw AssayError(
        .notOnHub,
        names.isEmpty
          ? "The data set '\(card.name)' is not on the Hugging Face hub."
          : "Not all of these parts of '\(card.name)' are on the Hugging Face hub.",
        advice: "Fetch its files from \(card.homepage) and name their folder with --data, or put "
          + "them into \(card.folder ?? card.name) in the folder that ASSAY_DATA names.")
    }
    return places
  }

  /// The files of a part: those that its first fitting pattern matches.
  private func files(of part: HubPart, in snapshot: HubSnapshot) -> [HubFile] {
    let paths = HubSelection(firstOf: [part.patterns]).selected(
      from: snapshot.files.map(\.path))
    return snapshot.files.filter { paths.contains($0.path) }
  }

  private func absence(_ part: HubPart, _ snapshot: HubSnapshot) -> AssayError {
    AssayError(
      .notOnHub,
      "\(snapshot.repository) has no file for the part '\(part.part.name)' at "
        + "\(snapshot.commit.prefix(8)).",
      advice: "Its publishers may have moved it: fetch what is needed with `assay data pull "
        + "\(part.repository) --include … --to FOLDER`, and name the folder with --data.")
  }

  /// Fetches at the pinned commit where there is one, and pins what came.
  private func fetch(
    _ repository: HubRepository, _ selection: HubSelection, label: String
  ) async throws -> HubSnapshot {
    let revision = try options.revision.map { try HubRevision($0) } ?? .main
    let pin = try HubPins(at: options.lockFile).pin(of: repository, at: revision)
    let line = TransferLine(label, quiet: output.quiet)
    defer { line.clear() }
    let held = try options.update ? nil : pin.map { try HubRevision($0.commit) }
    var snapshot = try await client.snapshot(
      of: repository, at: held ?? revision, selecting: selection, progress: line.update)
    snapshot.revision = revision
    // Programs that know the branch only by its name find the pinned commit in a new cache too.
    try client.configuration.cache.adopt(snapshot.commit, as: revision, of: repository)
    if held != nil { snapshot.licence = snapshot.licence ?? pin?.licence }
    let fetched = snapshot
    // Nothing new is not written, so that a cache and a lock that may only be read suffice.
    if pin.map({ $0.commit != fetched.commit || !Set($0.files).isSuperset(of: fetched.files) })
      ?? !revision.isCommit
    {
      try await HubPins.update(options.lockFile) { $0.hold(fetched) }
    }
    return snapshot
  }
}
