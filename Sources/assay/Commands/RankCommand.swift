// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayCore
import AssayData
import AssayJudging
import Foundation

/// `assay rank`: responses in an order.
struct RankCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract: "Bring the responses of each example into an order, by pairs or by scores.",
    discussion: """
      Examples have two or more responses (format ranking or pairwise, docs/formats.md). By pairs, \
      a judge compares two at a time, in both orders: every pair (round-robin), losers leave \
      (knock-out), or neighbours in the table meet (swiss). By scores, it rates each response on \
      its own. How many comparisons and requests that takes is said before anything is asked; \
      --estimate says no more than that. What is asked once is kept, for other tournaments too.

      Examples:
        assay rank --data candidates.jsonl --model assay-mini --by round-robin
        assay rank --data candidates.jsonl --endpoint URL --model NAME --by swiss --rounds 4
        assay rank --data candidates.jsonl --endpoint URL --model NAME --by scores --scale 1-10
        assay rank --data pairs.jsonl --endpoint URL --model NAME --by scores
      """)

  @OptionGroup var input: DataInput

  @Option(help: "How: round-robin, knock-out, swiss, or scores.")
  var by: Way = .roundRobin

  @Option(
    help: ArgumentHelp("The rounds of --by swiss; else as many as find the best.", valueName: "n"))
  var rounds: Int?

  @Flag(help: "Let the judge call a pair a tie; the style must know ties.")
  var ties = false

  @Option(
    help: ArgumentHelp(
      "The scale of --by scores (1-5), or the one that win rates become scores on.",
      valueName: "low-high"))
  var scale: ScaleArgument?

  @OptionGroup var options: SessionOptions
  @OptionGroup var output: OutputOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The file of verdicts.", valueName: "file"))
  var out = "judgments.jsonl"

  @Option(help: ArgumentHelp("The file of rankings, a line for each example.", valueName: "file"))
  var rankings = "rankings.jsonl"

  /// The ways to rank, as options.
  enum Way: String, ExpressibleByArgument, CaseIterable {
    case roundRobin = "round-robin"
    case knockOut = "knock-out"
    case swiss, scores
  }

  func validate() throws {
    if let rounds, rounds < 1 { throw ValidationError("--rounds must be at least 1.") }
    guard rounds == nil || by == .swiss else { throw ValidationError("--rounds needs --by swiss.") }
    guard !ties || by != .scores else { throw ValidationError("--ties goes without --by scores.") }
    guard by == .roundRobin || by == .scores || scale == nil else {
      throw ValidationError(
        "--scale needs --by scores, or --by round-robin: elsewhere win rates mean little.")
    }
  }

  func run() async throws {
    let examples = try input.stream().collect()
    guard !examples.isEmpty else { throw input.emptiness }
    if let lone = examples.first(where: { $0.responses.count < 2 }) {
      throw AssayError(
        .invalidExample, "The example \(lone.id) has fewer than two responses to rank.",
        advice: "Give examples of the format ranking or pairwise.",
        location: SourceLocation(file: input.data))
    }
    let plan = RankingPlan(
      examples: examples, tournament: tournament(for: examples), ties: ties,
      scale: scale?.scale, seed: options.judge.seed)
    let policy = options.judge.policy
    let shown = ShownRankingPlan(plan, way: by.rawValue, policy: policy)
    if options.budget.estimate, try options.endpoint.replicas(for: options.judge.model) == nil {
      return try output.print("rank", shown, text: shown.text)
    }
    output.note(shown.text)
    try await options.withSession { session in
      if options.budget.estimate {
        let estimate = try await session.estimate([plan.foreseen])
        return try output.print("rank", estimate, text: estimate.text)
      }
      let ranked = try await plan.ranked { asked in
        try await session.records(
          of: plan.all, only: Set(asked.map(\.id)), file: URL(filePath: out), output: output
        ).records
      }
      try JSONLines.write(ranked, to: URL(filePath: rankings))
      output.note("Verdicts: \(out)\nRankings: \(rankings)")
      let result = ShownRankings(way: by.rawValue, ranked: ranked)
      try output.print("rank", result, text: result.text)
    }
  }

  private func tournament(for examples: [Example]) -> Tournament? {
    let most = examples.map(\.responses.count).max() ?? 2
    // As many rounds as a knock-out has, and one more for the order behind the best.
    let enough = Int(ceil(log2(Double(most)))) + 1
    return switch by {
    case .roundRobin: .roundRobin
    case .knockOut: .knockOut
    case .swiss: .swiss(rounds: rounds ?? enough)
    case .scores: nil
    }
  }
}
