// SPDX-License-Identifier: Apache-2.0
import AssayJudging
import AssayStatistics

/// What each judge of a jury or a cascade did, as text and in `--json`.
struct ShownPolicy: Encodable {
  /// `jury` or `cascade`.
  var kind: String
  /// How a jury votes, or when a cascade escalates.
  var rule: String
  var judges: [Part]
  /// What a cascade saved against its last judge alone.
  var savings: [Saving]?
  /// The share of examples that went beyond the first judge of a cascade.
  var escalated: Double?

  /// One judge's part.
  struct Part: Encodable {
    var name: String
    var model: String
    /// How many examples it judged.
    var examples: Int
    var unscored: Int
    /// How many a stage of a cascade settled.
    var settled: Int?
    /// The share of right decisions among those with a known answer.
    var accuracy: Interval?
    /// The share of its decisions that the jury or the cascade came to as well.
    var agreement: Double?
    /// The weight of its vote.
    var weight: Double?
    /// The share of right decisions on the labelled set that weights come from.
    var calibration: Interval?
    var requests: Int
    var tokens: Int?
    var cost: Double?
  }

  /// What was spent on one kind of cost, and what the last judge alone would have taken.
  struct Saving: Encodable {
    /// `requests`, `tokens` or the currency.
    var of: String
    var spent: Double
    var lastJudgeAlone: Double
    /// The share that was saved; negative where the cascade took more.
    var share: Double

    private enum CodingKeys: String, CodingKey {
      case of, spent, lastJudgeAlone = "last_judge_alone", share
    }
  }

  var text: String {
    var header = ["\(kind) (\(rule))", "examples", "unscored"]
    if kind == "cascade" { header.append("settled") }
    header += ["right", "agrees"]
    if judges.contains(where: { $0.weight != nil }) { header.append("weight") }
    header += ["requests", "tokens"]
    let hasCost = judges.contains { $0.cost != nil }
    if hasCost { header.append("cost") }
    var table = TextTable(header)
    table.rows = judges.map { judge in
      var row = [judge.name, "\(judge.examples)", "\(judge.unscored)"]
      if kind == "cascade" { row.append(judge.settled.map(String.init) ?? "") }
      row.append(judge.accuracy.map(ShownDecisions.share) ?? "–")
      row.append(judge.agreement.map { ShownDecisions.number(100 * $0, digits: 1) + " %" } ?? "–")
      if header.contains("weight") {
        row.append(judge.weight.map { ShownDecisions.number($0) } ?? "")
      }
      row += ["\(judge.requests)", judge.tokens.map(String.init) ?? "–"]
      if hasCost { row.append(judge.cost.map { Money.text($0, "") } ?? "–") }
      return row
    }
    var lines = [table.text]
    if let escalated {
      lines.append(
        ShownDecisions.number(100 * escalated, digits: 1) + " % of the examples went on.")
    }
    for saving in savings ?? [] {
      let share = ShownDecisions.number(100 * abs(saving.share), digits: 1)
      let what = saving.share < 0 ? "Took \(share) % more" : "Saved \(share) %"
      lines.append(
        "\(what) of \(saving.of): \(Self.amount(saving.spent)), where the last judge alone would "
          + "have taken about \(Self.amount(saving.lastJudgeAlone)).")
    }
    return lines.joined(separator: "\n")
  }

  private static func amount(_ value: Double) -> String {
    value >= 100 || value == value.rounded()
      ? "\(Int(value.rounded()))" : ShownDecisions.number(value, digits: 4)
  }
}
