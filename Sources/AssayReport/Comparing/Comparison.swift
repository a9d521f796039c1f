// SPDX-License-Identifier: Apache-2.0

public import AssayBench
public import AssayCore
import AssayJudging
import AssayStatistics

/// Judges side by side: what each reached on each benchmark, and which of them can be told apart.
public struct Comparison: Sendable {
  public var runs: [JudgedRun]
  /// The judges in the order in which they first occur.
  public let judges: [String]
  /// The benchmarks in the order in which they first occur.
  public let benchmarks: [BenchmarkCard]
  /// Each two judges of each benchmark, tested on what both judged.
  public let pairs: [Pair]
  /// Benchmarks on which two judges have no labelled example in common.
  public let incomparable: [String]
  /// What tokens cost by the model's name; without it plots are over tokens.
  public var prices: Prices?

  /// Two judges on one benchmark.
  public struct Pair: Sendable, Hashable {
    public var benchmark: String
    public var first: String
    public var second: String
    public var numbers: PairedComparison
    /// The p-value corrected by Holm's rule for all pairs of the benchmark.
    public var adjustedPValue: Double
    /// Whether one is better at the level of 5 %, all pairs of the benchmark considered.
    public var isTold: Bool { adjustedPValue < 0.05 }
  }

  /// What tokens cost.
  public struct Prices: Sendable {
    public var currency: String
    /// The cost of the tokens by the model's name; `nil` where it is not known.
    public var cost: @Sendable (_ model: String, _ usage: TokenUsage) -> Double?

    public init(
      currency: String, cost: @escaping @Sendable (_ model: String, _ usage: TokenUsage) -> Double?
    ) {
      self.currency = currency
      self.cost = cost
    }
  }

  /// - Parameters:
  ///   - runs: One for each judge and benchmark.
  ///   - seed: Every random choice of intervals and tests follows from it.
  public init(_ runs: [JudgedRun], seed: UInt64 = 0, prices: Prices? = nil) {
    self.runs = runs
    self.prices = prices
    judges = runs.map(\.judge).uniqued()
    var seen: Set<String> = []
    benchmarks = runs.map(\.result.benchmark).filter { seen.insert($0.name).inserted }
    var pairs: [Pair] = []
    var incomparable: [String] = []
    for card in benchmarks {
      let own = runs.filter { $0.result.benchmark.name == card.name }
      var family: [Pair] = []
      for (index, first) in own.enumerated() {
        for second in own.dropFirst(index + 1) {
          if let numbers = try? PairedComparison(first.decisions, second.decisions, seed: seed) {
            family.append(
              Pair(
                benchmark: card.name, first: first.judge, second: second.judge, numbers: numbers,
                adjustedPValue: numbers.pValue))
          } else {
            incomparable.append("\(first.judge) and \(second.judge) on \(card.title)")
          }
        }
      }
      let adjusted = (try? HolmAdjustment.adjusted(family.map(\.numbers.pValue))) ?? []
      for (index, value) in adjusted.enumerated() { family[index].adjustedPValue = value }
      pairs += family
    }
    self.pairs = pairs
    self.incomparable = incomparable
  }

  /// The judge's run on the benchmark.
  public func run(of judge: String, on benchmark: String) -> JudgedRun? {
    runs.first { $0.judge == judge && $0.result.benchmark.name == benchmark }
  }

  /// The runs on the benchmark, in the order of the judges.
  func runs(on benchmark: BenchmarkCard) -> [JudgedRun] {
    judges.compactMap { run(of: $0, on: benchmark.name) }
  }

  /// The judge's place, which decides colour and mark.
  func series(of judge: String) -> Int { judges.firstIndex(of: judge) ?? 0 }

  /// All results as a table that travels.
  public var table: ResultTable {
    ResultTable(runs.map { ResultTable.Entry(judge: $0.judge, result: $0.result) })
  }
}

extension ItemList.Outcome {
  /// How a decision ended; `nil` where the right judgment is not known.
  init?(_ decision: Decision) {
    guard decision.gold != nil, !decision.outcomes.isEmpty else { return nil }
    let judgments = decision.outcomes.map { outcome -> Judgment? in
      if case .judged(let judgment) = outcome { judgment } else { nil }
    }
    if judgments.contains(nil) {
      self = .unscored
    } else if Set(judgments).count > 1 {
      self = .flipped
    } else {
      self = decision.isConsistentlyCorrect ? .right : .wrong
    }
  }
}
