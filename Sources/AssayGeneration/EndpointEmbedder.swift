// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Foundation

/// Vectors from an endpoint's `/v1/embeddings`, in batches, with retries. Every batch is a request
/// that counts for the configuration's limits of requests, money and time.
public struct EndpointEmbedder: Embedder {
  public let identity: ModelIdentity
  private let configuration: EndpointConfiguration
  private let service: EndpointService
  private let ledger: Ledger
  private let options: Options

  /// How texts are sent.
  public struct Options: Sendable, Hashable {
    /// The most texts in one request; at least 1.
    public var batch: Int
    /// The length of the vectors, for models that can shorten them.
    public var dimensions: Int?
    /// Asks for the vectors' bytes in base64, which is a quarter of the text of decimal numbers.
    public var packed: Bool
    /// What stands before each text, for models that want to be told what the text is, such as
    /// `query: ` for E5, or `Instruct: …\nQuery: ` for gte-Qwen2.
    public var prefix: String

    public init(
      batch: Int = 64, dimensions: Int? = nil, packed: Bool = false, prefix: String = ""
    ) {
      self.batch = max(1, batch)
      self.dimensions = dimensions
      self.packed = packed
      self.prefix = prefix
    }
  }

  init(_ configuration: EndpointConfiguration, connected model: EndpointModel, options: Options) {
    self.configuration = configuration
    self.options = options
    service = model.service
    ledger = model.ledger
    var fingerprint = model.identity.fingerprint + (options.dimensions.map { "-\($0)" } ?? "")
    if !options.prefix.isEmpty {
      fingerprint += "-" + String(StableHash.fnv1a(options.prefix), radix: 16)
    }
    identity = ModelIdentity(name: model.identity.name, fingerprint: fingerprint)
  }

  public var batchSize: Int { options.batch }
  public var concurrentBatches: Int { max(1, configuration.limits.concurrency) }

  /// What was spent through this embedder so far.
  public var spending: Spending { ledger.spending }

  /// - Throws: The error of the first batch that cannot be embedded, `budgetReached`, and `malformedReply` where
  ///   vectors are missing, of different lengths or not finite.
  @concurrent
  public func embed(_ texts: [String]) async throws -> [[Float]] {
    let starts = Array(stride(from: 0, to: texts.count, by: options.batch))
    var parts: [Int: [[Float]]] = [:]
    try await withThrowingTaskGroup(of: (Int, [[Float]]).self) { group in
      var next = starts.makeIterator()
      func begin() {
        guard let start = next.next() else { return }
        let batch = Array(texts[start..<min(start + options.batch, texts.count)])
        group.addTask { (start, try await embed(batch: batch)) }
      }
      for _ in 0..<configuration.limits.concurrency { begin() }
      while let (start, vectors) = try await group.next() {
        parts[start] = vectors
        begin()
      }
    }
    let vectors = starts.flatMap { parts[$0] ?? [] }
    let widths = Set(vectors.map(\.count)).union(options.dimensions.map { [$0] } ?? [])
    guard vectors.isEmpty || widths.count == 1 else {
      throw AssayError(
        .malformedReply,
        options.dimensions == nil
          ? "The vectors of \(identity.name) differ in length."
          : "The vectors of \(identity.name) do not all have the length that was asked for.",
        advice: "Check that every server serves the same model, and that it can shorten vectors.")
    }
    return vectors
  }

  private func embed(batch: [String]) async throws -> [[Float]] {
    var object = JSONObjectWriter()
    object.add("model", .string(identity.name))
    object.add("input", .array(batch.map { .string(options.prefix + $0) }))
    object.add("encoding_format", .string(options.packed ? "base64" : "float"))
    if let dimensions = options.dimensions { object.add("dimensions", .integer(dimensions)) }
    let bytes = object.finish()
    var attempt = 1
    while true {
      do {
        return try await metered(batch) {
          try await service.pool.use { replica in
            let reader = service.reader(of: replica)
            let reply = try await service.send(bytes, to: replica, operation: "embeddings")
            let json = try reader.json(reply)
            return (try Self.vectors(json, count: batch.count, reader), json["usage"])
          }
        }
      } catch let failure as RequestFailure {
        guard failure.kind.isTransient, attempt < configuration.retries.attempts else {
          throw failure.error
        }
        attempt += 1
        try await configuration.timekeeper.sleep(
          for: configuration.retries.wait(
            before: attempt, advised: failure.retryAfter,
            seed: configuration.seed ^ StableHash.fnv1a(batch.first ?? "")))
      }
    }
  }

  /// Enters a request in the books. What a server does not count is estimated.
  private func metered(
    _ batch: [String], _ send: () async throws -> (vectors: [[Float]], usage: JSONValue?)
  ) async throws -> [[Float]] {
    let start = try ledger.begin()
    do {
      let reply = try await send()
      let prompt =
        reply.usage?["prompt_tokens"]?.integerValue
        ?? batch.reduce(0) { $0 + TokenEstimator.standard.tokens(in: options.prefix + $1) }
      ledger.end(TokenUsage(promptTokens: prompt, completionTokens: 0), since: start)
      return reply.vectors
    } catch {
      ledger.end(nil, since: start)
      throw error
    }
  }

  /// The vectors of a reply, put in the order of their indices.
  static func vectors(
    _ reply: JSONValue, count: Int, _ reader: ReplyReader
  ) throws(RequestFailure) -> [[Float]] {
    guard let data = reply["data"]?.arrayValue else { throw reader.malformed("has no vectors") }
    var vectors: [[Float]?] = Array(repeating: nil, count: count)
    for (place, entry) in data.enumerated() {
      let index = entry["index"]?.integerValue ?? place
      guard vectors.indices.contains(index), let vector = vector(entry["embedding"]) else {
        throw reader.malformed("has a vector that cannot be read")
      }
      vectors[index] = vector
    }
    let found = vectors.compactMap { $0 }
    guard found.count == count else {
      throw reader.malformed("has \(found.count) vectors for \(count) texts")
    }
    return found
  }

  private static func vector(_ value: JSONValue?) -> [Float]? {
    var vector: [Float] = []
    switch value {
    case .array(let numbers):
      vector = numbers.compactMap { $0.doubleValue.map(Float.init) }
      guard vector.count == numbers.count else { return nil }
    case .string(let text):
      guard let data = Data(base64Encoded: text), data.count.isMultiple(of: 4) else { return nil }
      let bytes = [UInt8](data)
      vector = stride(from: 0, to: bytes.count, by: 4).map { offset in
        Float(
          bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << (8 * $1) })
      }
    default: return nil
    }
    return !vector.isEmpty && vector.allSatisfy(\.isFinite) ? vector : nil
  }
}
