// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Drops examples whose question means nearly the same as a benchmark's, by embeddings.
///
/// The cosine of the vectors of the two questions is compared with a threshold. Which threshold is
/// right depends on the embedder: look at the departures before trusting one. Every example is
/// compared with every item, so that the cost is the product of both; memory is four bytes a
/// dimension and item.
///
/// An example that cannot be embedded, or whose vector is no vector (another width, a number that is
/// none, all zeros), leaves: it cannot be shown to be clean. Items that cannot be embedded are an
/// error, because nothing would be protected.
public struct EmbeddingContamination: CurationFilter {
  public static let card = FilterCard(
    name: "embedding-contamination",
    summary: "Drops examples whose question lies too near a benchmark's by embeddings.",
    parameters: [
      .init("embedder", "", "what turns questions into vectors"),
      .init("threshold", "0.9", "the cosine from which on two questions are the same"),
    ],
    reasons: [
      .init("similar-question", "The detail names the item and the cosine."),
      .init("not-embedded", "The example could not be embedded; the detail says why."),
    ])

  public let name = EmbeddingContamination.card.name
  private let embedder: BatchEmbedder
  private let threshold: Float
  private let width: Int
  private let vectors: [Float]
  private let places: TextArena

  /// Embeds all items, `batch` at a time.
  ///
  /// - Parameter cache: Where the items' vectors are kept between runs; it is closed afterwards.
  /// - Throws: `invalidArgument` for a threshold outside (0, 1], `modelFailed` where an item's
  ///   vector is unusable, and what the embedder or handing out the items throws.
  public init(
    against items: ProtectedItems, embedder: any Embedder, cache: EmbeddingCache? = nil,
    threshold: Double = 0.9, batch: Int = 256
  ) async throws {
    guard threshold > 0, threshold <= 1 else {
      throw AssayError(
        .invalidArgument, "The threshold \(threshold) is no cosine above 0.",
        advice: "Give a number above 0 and at most 1, such as 0.9.")
    }
    var texts: [String] = []
    var places = TextArena()
    try items { item in
      for text in item.texts where !text.isEmpty {
        texts.append(text)
        places.append(item.place)
      }
    }
    var vectors: [Float] = []
    var width = 0
    let keeping = BatchEmbedder(embedder, cache: cache)
    for start in stride(from: 0, to: texts.count, by: max(1, batch)) {
      let some = Array(texts[start..<min(start + max(1, batch), texts.count)])
      for (offset, result) in try await keeping.vectors(of: some).enumerated() {
        let vector = (try? result.get()) ?? []
        if width == 0 { width = vector.count }
        guard let unit = Self.unit(vector, width: width) else {
          throw AssayError(
            .modelFailed,
            "The embedder \(embedder.identity.name) gave no usable vector for "
              + "\(places[start + offset]).",
            advice: "Vectors must all have one width and finite numbers, not all 0.")
        }
        vectors += unit
      }
    }
    await cache?.close()
    self.embedder = BatchEmbedder(embedder)
    self.threshold = Float(threshold)
    self.vectors = vectors
    self.width = width
    self.places = places
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    guard places.count > 0 else { return batch.map(Fate.kept) }
    let texts = batch.map { $0.input.isEmpty ? $0.instruction : $0.input }
    let embedded = try await embedder.vectors(of: texts)
    return zip(batch, embedded).map { example, result in
      switch result {
      case .failure(let fault): Self.card.departure("not-embedded", fault.explanation)
      case .success(let vector): fate(of: example, vector)
      }
    }
  }

  private func fate(of example: Example, _ vector: [Float]) -> Fate {
    guard let unit = Self.unit(vector, width: width) else {
      return Self.card.departure(
        "not-embedded", "the vector has \(vector.count) numbers of \(width), or is none")
    }
    let (item, cosine) = nearest(unit)
    guard cosine >= threshold else { return .kept(example) }
    let rounded = (Double(cosine) * 1000).rounded() / 1000
    return Self.card.departure("similar-question", "\(places[item]) (cosine \(rounded))")
  }

  /// The first item whose cosine with the vector is greatest.
  private func nearest(_ unit: [Float]) -> (Int, Float) {
    var best: (Int, Float) = (0, -.infinity)
    vectors.withUnsafeBufferPointer { vectors in
      unit.withUnsafeBufferPointer { unit in
        for item in 0..<places.count {
          let start = item * width
          var sum = SIMD8<Float>()
          var place = 0
          while place + 8 <= width {
            var (left, right) = (SIMD8<Float>(), SIMD8<Float>())
            for lane in 0..<8 {
              left[lane] = vectors[start + place + lane]
              right[lane] = unit[place + lane]
            }
            sum += left * right
            place += 8
          }
          var cosine = sum.sum()
          while place < width {
            cosine += vectors[start + place] * unit[place]
            place += 1
          }
          if cosine > best.1 { best = (item, cosine) }
        }
      }
    }
    return best
  }

  /// The vector at length 1, or `nil` where it has another width or no direction.
  private static func unit(_ vector: [Float], width: Int) -> [Float]? {
    guard vector.count == width, width > 0 else { return nil }
    let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard length.isFinite, length > 0 else { return nil }
    return vector.map { Float(Double($0) / length) }
  }
}
