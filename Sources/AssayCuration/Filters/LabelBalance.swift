// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Drops examples of the frequent labels of a format until none is more than `ratio` times as
/// frequent as the rarest.
///
/// Data is lost here and nothing is gained but proportions, so that no recipe does it unasked.
/// Pairs are left to `position-balance`, which swaps instead. Labels are counted over the whole
/// set, format by format; which examples leave is drawn by the seed.
public actor LabelBalance: SurveyingFilter {
  public static let card = FilterCard(
    name: "label-balance",
    summary: "Drops examples of frequent labels until all of a format are about equally frequent.",
    parameters: [
      .init("ratio", "1", "how many times as frequent as the rarest label another may be"),
      .init("seed", "0", "draws which examples leave"),
    ],
    reasons: [.init("excess-label", "The detail says the format and the label.")])

  public nonisolated let name = LabelBalance.card.name
  private let ratio: Double
  private let seed: UInt64
  private var counts: [String: [String: Int]] = [:]
  private var quotas: [String: Quota] = [:]

  /// - Throws: `invalidArgument` for a ratio below 1.
  public init(ratio: Double = 1, seed: UInt64 = 0) throws {
    guard ratio >= 1, ratio.isFinite else {
      throw AssayError(
        .invalidArgument, "The ratio \(ratio) is below 1.", advice: "Give at least 1.")
    }
    self.ratio = ratio
    self.seed = seed
  }

  public func survey(_ batch: [Example]) async throws {
    for example in batch where !example.format.isPairwise {
      guard let gold = example.gold else { continue }
      counts[example.format.name, default: [:]][gold.description, default: 0] += 1
    }
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    batch.map { example in
      guard !example.format.isPairwise, let gold = example.gold else { return .kept(example) }
      let label = "\(example.format.name): \(gold)"
      var quota = quotas[label] ?? quota(example.format.name, gold.description)
      defer { quotas[label] = quota }
      return quota.takes() ? Self.card.departure("excess-label", label) : .kept(example)
    }
  }

  private func quota(_ format: String, _ label: String) -> Quota {
    let labels = counts[format] ?? [:]
    let count = labels[label] ?? 0
    let most = Int((Double(labels.values.min() ?? 0) * ratio).rounded(.down))
    return Quota(
      take: count - most, of: count, seed: seed, stream: "label-balance/\(format)/\(label)")
  }
}
