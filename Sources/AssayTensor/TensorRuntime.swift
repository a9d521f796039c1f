// SPDX-License-Identifier: Apache-2.0
import AssayCore
import CTorch
public import Foundation

/// The tensor library of this process: loading it, and what holds for all tensors.
public enum TensorRuntime {
  /// What was loaded.
  public struct Version: Sendable, Hashable {
    /// The version of libtorch, such as `2.13.0`.
    public var torch: String
    /// The compiler that built the shim.
    public var compiler: String
  }

  /// The file name of the shim.
  public static let libraryName: String = {
    #if os(macOS)
      "libassaytorch.dylib"
    #else
      "libassaytorch.so"
    #endif
  }()

  /// What is loaded, or `nil`.
  public static var loaded: Version? {
    guard let identity = assay_torch_loaded() else { return nil }
    return Version(
      torch: String(cString: identity.pointee.running_version),
      compiler: String(cString: identity.pointee.compiler))
  }

  /// Where `Scripts/setup` puts the shim: `ASSAY_TORCH` (a file or its folder) where it is set, else
  /// the user's cache.
  public static func defaultSearchPaths(home: URL, environment: [String: String]) -> [URL] {
    if let named = environment["ASSAY_TORCH"], !named.isEmpty {
      let url = URL(filePath: named)
      return named.hasSuffix(".so") || named.hasSuffix(".dylib")
        ? [url] : [url.appending(path: libraryName)]
    }
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
      ?? home.appending(path: ".cache")
    return [cache.appending(path: "assay/torch/current").appending(path: libraryName)]
  }

  /// Loads the first shim that is there; does nothing where one is loaded already.
  ///
  /// - Throws: `runtimeMissing` where there is none, or where it does not fit this program or its
  ///   libtorch; the advice says what to do.
  @discardableResult
  public static func load(searching paths: [URL]) throws -> Version {
    if let loaded { return loaded }
    let found = paths.first {
      FileManager.default.fileExists(atPath: $0.path(percentEncoded: false))
    }
    guard let found else { throw missing(paths) }
    return try load(found)
  }

  /// Loads the shim at one place.
  @discardableResult
  public static func load(_ library: URL) throws -> Version {
    let path = library.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else { throw missing([library]) }
    let reason = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      buffer.initialize(repeating: 0)
      let result = assay_torch_load(path, buffer.baseAddress, buffer.count)
      return result == AssayTorchLoadOk
        ? nil : buffer.baseAddress.map { String(cString: $0) } ?? "no reason was given"
    }
    if let reason { throw unusable(path, reason) }
    guard let loaded else { throw notLoaded }
    return loaded
  }

  /// The handles that are alive, for tests of leaks.
  public static var liveHandles: Int { assay_torch_table()?.pointee.live_handles() ?? 0 }

  /// The error of a call before anything was loaded.
  static let notLoaded = AssayError(
    .runtimeMissing, "The tensor library is not loaded.", advice: advice)

  static func missing(_ paths: [URL]) -> AssayError {
    let places = paths.map { $0.path(percentEncoded: false) }.joined(separator: ", ")
    return AssayError(
      .runtimeMissing, "The tensor library is not installed: there is nothing at \(places).",
      advice: advice)
  }

  static func unusable(_ path: String, _ reason: String) -> AssayError {
    AssayError(
      .runtimeMissing, "The tensor library at \(path) cannot be used: \(reason).", advice: advice)
  }

  static let advice = "Run `make setup` in the package's folder, which downloads and builds it."
}
