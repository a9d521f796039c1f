// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayJudging

/// Drops examples whose label is probably wrong, by confident learning on repeated verdicts
/// (Northcutt, Jiang and Chuang 2021, arXiv 1911.00068, §3.1).
///
/// A judge that was not trained on the set is asked several times; the shares of its verdicts are
/// the probabilities of the labels. The threshold of a label is the mean probability that examples
/// with this label have for it: the judge's own confidence where the set says so. An example is
/// counted for the likeliest label whose threshold its probability reaches; where that is another
/// one than its own, its label is probably wrong. A judge that leans to a label has a high
/// threshold for it and does not condemn with every vote.
///
/// The votes stay in the metadata as `votes`. An example without a single verdict says nothing
/// about its label and stays. An estimate only: what leaves is worth a look.
public actor LabelNoise: AnnotatingFilter {
  public static let card = FilterCard(
    name: "label-noise",
    summary: "Drops examples whose label repeated verdicts of a judge confidently contradict.",
    parameters: [
      .init("judge", "", "a style, a model and a sampling with some temperature"),
      .init("votes", "5", "how often each example is asked, in each order of a pair"),
    ],
    reasons: [
      .init("likely-mislabelled", "The detail says the label and the votes.")
    ])

  public nonisolated let name = LabelNoise.card.name
  private let judging: BatchJudging
  private var sums: [String: Double] = [:]
  private var counts: [String: Int] = [:]

  public init(_ judge: Judge, votes: Int = 5) {
    let policy = JudgingPolicy(orders: .both, votes: max(1, votes), retriesUnreadable: false)
    judging = BatchJudging(judge, policy: policy)
  }

  public func annotated(_ batch: [Example]) async throws -> [Example] {
    let open = batch.indices.filter { batch[$0].gold != nil && batch[$0].metadata["votes"] == nil }
    let records = try await judging.records(of: open.map { batch[$0] })
    var surveyed = batch
    for (place, some) in zip(open, records) {
      var votes: [String: JSONValue] = [:]
      for judgment in some.compactMap(\.verdict.judgment) {
        let label = JudgmentAgreement.normalized(judgment).description
        votes[label] = .integer((votes[label]?.integerValue ?? 0) + 1)
      }
      surveyed[place].metadata["votes"] = .object(votes)
    }
    for example in surveyed {
      guard let label = Self.label(of: example), let shares = Self.shares(of: example) else {
        continue
      }
      let key = Self.key(example, label)
      sums[key, default: 0] += shares[label] ?? 0
      counts[key, default: 0] += 1
    }
    return surveyed
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    batch.map { example in
      guard let label = Self.label(of: example), let shares = Self.shares(of: example) else {
        return .kept(example)
      }
      let confident = shares.filter { other, share in
        let key = Self.key(example, other)
        guard let count = counts[key], count > 0 else { return false }
        return share >= (sums[key] ?? 0) / Double(count)
      }
      let likeliest = confident.max { ($0.value, $1.key) < ($1.value, $0.key) }
      guard let likeliest, likeliest.key != label, likeliest.value > (shares[label] ?? 0) else {
        return .kept(example)
      }
      let votes = (example.metadata["votes"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
        .map { "\($0.value.integerValue ?? 0) for \($0.key)" }
      return Self.card.departure(
        "likely-mislabelled", "labelled \(label), votes: \(votes.joined(separator: ", "))")
    }
  }

  private static func key(_ example: Example, _ label: String) -> String {
    "\(example.format.name)/\(label)"
  }

  private static func label(of example: Example) -> String? {
    example.gold.map { JudgmentAgreement.normalized($0).description }
  }

  private static func shares(of example: Example) -> [String: Double]? {
    guard let votes = example.metadata["votes"]?.objectValue else { return nil }
    let counts = votes.compactMapValues(\.integerValue)
    let total = counts.values.reduce(0, +)
    return total > 0 ? counts.mapValues { Double($0) / Double(total) } : nil
  }
}
