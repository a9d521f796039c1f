// SPDX-License-Identifier: Apache-2.0

/// Anything that turns texts into vectors: an endpoint or a local encoder.
public protocol Embedder: Sendable {
  /// What the vectors depend on.
  var identity: ModelIdentity { get }

  /// How many texts it takes at once without dividing them; 64 where it does not say.
  var batchSize: Int { get }

  /// How many batches serve it best at a time; 4 where it does not say.
  var concurrentBatches: Int { get }

  /// One vector a text, in their order, all of one length, not necessarily of length 1.
  ///
  /// - Throws: An `AssayError` where any text cannot be embedded; there are no partial results.
  func embed(_ texts: [String]) async throws -> [[Float]]
}

extension Embedder {
  public var batchSize: Int { 64 }
  public var concurrentBatches: Int { 4 }
}
