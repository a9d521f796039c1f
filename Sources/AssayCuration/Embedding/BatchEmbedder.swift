// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Embeds many texts: in batches, several at a time, each text once, and none again.
///
/// Where an embedder refuses a batch, the batch is halved until the text at fault stands alone, so
/// that one text costs the others nothing. A batch of several texts of which none can be embedded
/// means that the embedder itself does not work, and ends the stage.
public struct BatchEmbedder: Embedder {
  private let base: any Embedder
  private let cache: EmbeddingCache?
  public let batchSize: Int
  public let concurrentBatches: Int

  /// - Parameters:
  ///   - cache: Where vectors are kept between runs; opened for the identity of `base`.
  ///   - batchSize: How many texts the embedder is given at once; else as it likes them. What came
  ///     of a batch is kept at once.
  ///   - concurrentBatches: How many batches may be under way at a time; else as it likes them.
  public init(
    _ base: any Embedder, cache: EmbeddingCache? = nil, batchSize: Int? = nil,
    concurrentBatches: Int? = nil
  ) {
    self.base = base
    self.cache = cache
    self.batchSize = max(1, batchSize ?? base.batchSize)
    self.concurrentBatches = max(1, concurrentBatches ?? base.concurrentBatches)
  }

  public var identity: ModelIdentity { base.identity }

  /// The vectors of the texts; the first that has a fault is the error.
  public func embed(_ texts: [String]) async throws -> [[Float]] {
    try await vectors(of: texts).enumerated().map { index, result in
      switch result {
      case .success(let vector): return vector
      case .failure(let fault): throw fault.error(row: index)
      }
    }
  }

  /// The vector of every text, or what is wrong with it, in their order.
  ///
  /// All vectors have the width of the cache's, or of the first text's that has one.
  ///
  /// - Throws: An `AssayError` where the embedder does not work at all or the cache cannot be
  ///   written; a `CancellationError`.
  public func vectors(of texts: [String]) async throws -> [Result<[Float], VectorFault>] {
    var known: [String: Result<[Float], VectorFault>] = [:]
    var missing: [String] = []
    let kept = try await cache?.vectors(of: texts) ?? [:]
    for (index, text) in texts.enumerated() where known[text] == nil {
      if let vector = kept[index] {
        known[text] = .success(vector)
      } else {
        missing.append(text)
        // Holds the place, so that the text is asked for once.
        known[text] = .failure(.zero)
      }
    }
    let wanted = missing
    let batches = (wanted.count + batchSize - 1) / batchSize
    let results = try await BoundedTasks.map(count: batches, limit: concurrentBatches) { batch in
      let part = Array(wanted[batch * batchSize..<min((batch + 1) * batchSize, wanted.count)])
      let found = try await self.divide(part)
      if part.count > 1, let error = Self.commonFailure(found) { throw error }
      try await self.keep(part, found)
      return found
    }
    for (text, result) in zip(wanted, results.joined()) { known[text] = result }
    return try await checked(texts.map { known[$0] ?? .failure(.zero) })
  }

  /// Embeds a batch, or where that fails its halves.
  private func divide(_ texts: [String]) async throws -> [Result<[Float], VectorFault>] {
    do {
      let vectors = try await base.embed(texts)
      guard vectors.count == texts.count else {
        throw AssayError(
          .modelFailed,
          "The embedder \(identity.name) gave \(vectors.count) vectors for \(texts.count) texts.",
          advice: "This is a fault of the embedder's adapter; report it.")
      }
      return vectors.map { .success($0) }
    } catch let error as AssayError where ![.budgetReached, .stopped].contains(error.code) {
      guard texts.count > 1 else { return texts.map { _ in .failure(.failed(error)) } }
      let middle = texts.count / 2
      let left = try await divide(Array(texts[..<middle]))
      // A broken embedder shows in sixteen texts; it is not asked for every single one.
      if middle >= 16, Self.commonFailure(left) != nil {
        return left + texts[middle...].map { _ in .failure(.failed(error)) }
      }
      return left + (try await divide(Array(texts[middle...])))
    }
  }

  /// The first error, where every text failed.
  private static func commonFailure(_ results: [Result<[Float], VectorFault>]) -> AssayError? {
    var first: AssayError?
    for result in results {
      guard case .failure(.failed(let error)) = result else { return nil }
      first = first ?? error
    }
    return first
  }

  private func keep(_ texts: [String], _ results: [Result<[Float], VectorFault>]) async throws {
    let good = zip(texts, results).compactMap { text, result in
      (try? result.get()).map { (text: text, vector: $0) }
    }
    try await cache?.keep(good)
  }

  /// Marks vectors that are not finite, without direction or of another width.
  private func checked(
    _ results: [Result<[Float], VectorFault>]
  ) async throws -> [Result<[Float], VectorFault>] {
    var width = await cache?.width ?? 0
    return results.map { result in
      guard case .success(let vector) = result else { return result }
      if width == 0 { width = vector.count }
      switch UnitVector.make(vector, width: width) {
      case .success: return result
      case .failure(let fault): return .failure(fault)
      }
    }
  }
}
