// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayStore
import Foundation

/// The option that names the store, and the way to it.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store of runs; ASSAY_STORE where it is left out, else assay/runs.sqlite in the "
        + "user's data folder.", valueName: "file"))
  var store: String?

  /// Where the store is.
  var url: URL {
    let environment = ProcessInfo.processInfo.environment
    if let file = store ?? environment["ASSAY_STORE"], !file.isEmpty { return URL(filePath: file) }
    return UserDataFolder.url.appending(path: "assay/runs.sqlite")
  }

  /// Opens the store, or creates it. Keys in the environment never reach it.
  func create() throws -> Store {
    let environment = ProcessInfo.processInfo.environment
    let secrets = environment.filter { name, _ in
      ["_API_KEY", "_TOKEN"].contains { name.uppercased().hasSuffix($0) }
    }
    return try Store(at: url, options: Store.Options(secrets: secrets.values.sorted()))
  }

  /// Opens the store that is there.
  func open() throws -> Store {
    guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) else {
      throw AssayError(
        .fileUnreadable, "There is no store.",
        advice: "Name another one with --store, or bring a judgment file into a new one with "
          + "`assay runs import`.",
        location: SourceLocation(file: url.path(percentEncoded: false)))
    }
    return try create()
  }
}
