// SPDX-License-Identifier: Apache-2.0

/// Anything that turns texts into vectors: an endpoint or a local encoder.
public protocol Embedder: Sendable {
  /// What the vectors depend on.
  var identity: ModelIdentity { get }

  /// One vector a text, in their order, all of one length, not necessarily of length 1.
  ///
  /// - Throws: An `AssayError` where any text cannot be embedded; there are no partial results.
  func embed(_ texts: [String]) async throws -> [[Float]]
}
