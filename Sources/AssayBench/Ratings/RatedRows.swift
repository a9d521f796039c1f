// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// Completions that were rated one by one, put together again as the rows they came from.
struct RatedRows {
  /// The ratings of one row's completions, in order; `nil` where there is none.
  struct Row {
    var id: String
    var group: String
    var isTies: Bool
    var ratings: [Int?]
    var rightCount: Int

    /// The row as the Ties score takes it: a missing rating is -1.
    var tiesRow: TiesScore.Row {
      let values = ratings.map { Double($0 ?? -1) }
      return TiesScore.Row(
        id: id, correct: Array(values.prefix(rightCount)),
        incorrect: Array(values.dropFirst(rightCount)))
    }

    /// Whether everything was rated, and every right completion above every wrong one.
    var isRight: Bool { ratings.allSatisfy { $0 != nil } && tiesRow.isRight }
  }

  private struct Place {
    var row: String
    var position: Int
    var isRight: Bool
    var isTies: Bool
  }

  private let places: [String: Place]

  init(_ examples: [Example]) {
    places = examples.reduce(into: [:]) { places, example in
      guard case .pointwise = example.format, let row = example.metadata["row"]?.stringValue,
        let position = Int(example.id.dropFirst(row.count + 1))
      else { return }
      places[example.id] = Place(
        row: row, position: position,
        isRight: example.metadata["is_right"]?.boolValue ?? false,
        isTies: example.domain == "Ties")
    }
  }

  /// The rows of the decisions, in the order in which they first occur.
  func rows(of decisions: [Decision]) -> [Row] {
    var rows: [Row] = []
    var known: [String: Int] = [:]
    let rated = decisions.compactMap { decision in places[decision.id].map { (decision, $0) } }
      .sorted { $0.1.position < $1.1.position }
    for decision in decisions {
      guard let place = places[decision.id], known[place.row] == nil else { continue }
      known[place.row] = rows.count
      rows.append(
        Row(
          id: place.row, group: decision.group, isTies: place.isTies, ratings: [], rightCount: 0))
    }
    for (decision, place) in rated {
      guard let index = known[place.row] else { continue }
      var rating: Int?
      if case .judged(.score(let score)) = decision.asGiven { rating = score }
      rows[index].ratings.append(rating)
      if place.isRight { rows[index].rightCount += 1 }
    }
    return rows
  }
}

extension Evaluation {
  /// The same with every choice of a best response as a ranking in which only the top counts: that
  /// of a ranking verdict, or the letter of a choice.
  func withTopChoices() -> Evaluation {
    var copy = self
    copy.decisions = decisions.map(Self.topChoice)
    copy.official = official.map(Self.topChoice)
    return copy
  }

  private static func topChoice(_ decision: Decision) -> Decision {
    guard case .ranking(let count) = decision.format else { return decision }
    var top: Int?
    switch decision.asGiven {
    case .judged(.ranking(let order)): top = order.first
    case .judged(.label(let letter)):
      top = ["A", "B", "C", "D"].firstIndex(of: letter)
    default: return decision
    }
    guard let top, (0..<count).contains(top) else { return decision }
    var copy = decision
    copy.asGiven = .judged(.ranking([top] + (0..<count).filter { $0 != top }))
    return copy
  }
}
