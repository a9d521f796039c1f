// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// Whether the tensor library that `Scripts/setup` installs is there.
///
/// Tests that need it are skipped with a visible reason where it is not, except where `CI` is
/// `true`. It is decided by the file alone: loading is the business of the tests that compute.
public enum TorchRuntime {
  /// The files at which the library is looked for: `ASSAY_TORCH` where it is set (the file or its
  /// folder), else the user's cache.
  public static let searchPaths: [URL] = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["ASSAY_TORCH"], !named.isEmpty {
      let url = URL(filePath: named)
      return [url.pathExtension.isEmpty ? url.appending(path: fileName) : url]
    }
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
    return [cache.appending(path: "assay/torch/current").appending(path: fileName)]
  }()

  /// The library, or `nil` where there is none.
  public static let library: URL? = searchPaths.first {
    FileManager.default.fileExists(atPath: $0.path(percentEncoded: false))
  }

  /// Whether tests on tensors are to run: always where `CI` is `true`.
  public static let isExpected =
    library != nil || ProcessInfo.processInfo.environment["CI"] == "true"

  /// The reason shown beside a skipped test.
  public static let absence = "no tensor library: run `make setup`"

  private static let fileName: String = {
    #if os(macOS)
      "libassaytorch.dylib"
    #else
      "libassaytorch.so"
    #endif
  }()
}
