// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import AssayStatistics

/// What a ranking will take, as text and in `--json`.
struct ShownRankingPlan: Encodable {
  var way: String
  var examples: Int
  var responses: Int
  /// The most comparisons; `nil` for scores.
  var comparisons: Int?
  /// The most requests, before retries.
  var requests: Int

  init(_ plan: RankingPlan, way: String, policy: JudgingPolicy) {
    self.way = way
    examples = plan.examples.count
    responses = plan.examples.reduce(0) { $0 + $1.responses.count }
    comparisons = plan.tournament == nil ? nil : plan.count
    requests = policy.count(for: plan.foreseen)
  }

  var text: String {
    let asked = comparisons.map { "at most \($0) comparisons, " } ?? ""
    return "Ranking \(responses) responses of \(examples) examples by \(way): \(asked)\(requests) "
      + "requests."
  }
}

/// Rankings as text and in `--json`.
struct ShownRankings: Encodable {
  var way: String
  var summary: RankingSummary
  var rankings: [RankedResponses]

  init(way: String, ranked: [RankedResponses]) {
    self.way = way
    rankings = ranked
    summary = RankingSummary(ranked)
  }

  private static let shown = 20

  var text: String {
    var table = TextTable(["example", "order", "ties", "unscored", "points or scores"])
    table.rows = rankings.prefix(Self.shown).map { ranking in
      let values = ranking.order.map { place in
        let response = ranking.responses[place]
        let value = ranking.comparisons == nil ? response.score : response.points
        return value.map { ShownDecisions.number($0, digits: 1) } ?? "–"
      }
      return [
        ranking.id, ranking.order.map { "\($0 + 1)" }.joined(separator: " > "),
        ranking.ties.map { group in group.map { "\($0 + 1)" }.joined(separator: "=") }
          .joined(separator: " "),
        "\(ranking.unscored)", values.joined(separator: " "),
      ]
    }
    var parts = [table.text]
    if rankings.count > Self.shown {
      parts.append("… and \(rankings.count - Self.shown) more, in the file of rankings.")
    }
    var lines = [
      "\(summary.responses) responses of \(summary.examples) examples by \(way)"
        + (summary.comparisons.map { ", \($0) comparisons" } ?? "")
        + ", \(summary.unscored) without a judgment"
    ]
    if summary.tiedBest > 0 {
      lines.append("The best response shares its place in \(summary.tiedBest) examples.")
    }
    if let best = summary.best {
      lines.append("best response right  \(ShownDecisions.share(best)) (n = \(best.count))")
    }
    if let kendall = summary.kendall {
      lines.append(
        "Kendall's tau        \(ShownDecisions.number(kendall)) (mean of \(summary.kendallCount))")
    }
    parts.append(lines.joined(separator: "\n"))
    return parts.joined(separator: "\n\n")
  }
}
