// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTensor
import Foundation

/// The tensor library as the command line finds it. Libraries never read the environment.
enum TensorLibrary {
  /// Loads it once, and says what it is.
  ///
  /// - Throws: `runtimeMissing` with what to do.
  @discardableResult
  static func load() throws -> TensorRuntime.Version {
    try TensorRuntime.load(
      searching: TensorRuntime.defaultSearchPaths(
        home: FileManager.default.homeDirectoryForCurrentUser,
        environment: ProcessInfo.processInfo.environment))
  }
}

/// The folder that the program was started in.
enum WorkingFolder {
  static var url: URL {
    URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
  }
}

/// The folder of public benchmark data, where there is one.
enum SharedDataFolder {
  /// `ASSAY_DATA`, or `../shared/data` beside the working folder.
  static var url: URL? {
    let environment = ProcessInfo.processInfo.environment
    let candidate = environment["ASSAY_DATA"] ?? "../shared/data"
    let folder = URL(filePath: candidate, directoryHint: .isDirectory)
    return FileManager.default.fileExists(atPath: folder.path(percentEncoded: false))
      ? folder : nil
  }
}

/// Where data sets are looked for.
enum DataFolders {
  /// The folder of public data, and the cache of the Hugging Face hub (`HF_HUB_CACHE`, or `hub` in
  /// `HF_HOME`, which is `~/.cache/huggingface` by default).
  static var location: DataLocation {
    let environment = ProcessInfo.processInfo.environment
    let home =
      environment["HF_HOME"].map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache/huggingface")
    let cache =
      environment["HF_HUB_CACHE"].map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? home.appending(path: "hub")
    return DataLocation(folders: SharedDataFolder.url.map { [$0] } ?? [], hubCache: cache)
  }
}
