// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// The results of a tournament.
public struct TournamentTable: Sendable, Hashable {
  /// The places in the order of the draw.
  let lots: [Int]
  /// The points of each place.
  public private(set) var points: [Double]
  /// How many comparisons each place had.
  public private(set) var games: [Int]
  /// How many comparisons there were.
  public private(set) var comparisons = 0
  /// How many of them had no judgment.
  public private(set) var undecided = 0
  /// What was compared and what came of it, in the order of playing.
  public private(set) var results: [Result] = []
  private var opponents: [[Int]]
  private var rested: Set<Int> = []
  /// How many rounds of a knock-out each place has survived.
  private var survived: [Int]

  /// One comparison.
  public struct Result: Sendable, Hashable {
    public var pairing: Tournament.Pairing
    /// Which of the two won; `nil` where there is no judgment.
    public var preference: Preference?
  }

  init(lots: [Int]) {
    self.lots = lots
    points = Array(repeating: 0, count: lots.count)
    games = Array(repeating: 0, count: lots.count)
    opponents = Array(repeating: [], count: lots.count)
    survived = Array(repeating: 0, count: lots.count)
  }

  /// The places, best first.
  public var order: [Int] {
    let lot = Dictionary(uniqueKeysWithValues: lots.enumerated().map { ($1, $0) })
    return lots.sorted { one, two in
      let (a, b) = (key(of: one), key(of: two))
      if a != b { return a.lexicographicallyPrecedes(b, by: >) }
      return (lot[one] ?? 0) < (lot[two] ?? 0)
    }
  }

  /// The places whose order only the lot decided, in groups of two or more, best first.
  public var ties: [[Int]] {
    var groups: [[Int]] = []
    for place in order {
      if let last = groups.last?.last, key(of: last) == key(of: place) {
        groups[groups.count - 1].append(place)
      } else {
        groups.append([place])
      }
    }
    return groups.filter { $0.count > 1 }
  }

  /// The share of its comparisons that each place won, a half for a tie; `nil` without any.
  public var winRates: [Double?] {
    points.indices.map { place in
      games[place] == 0
        ? nil : (points[place] - (rested.contains(place) ? 1 : 0)) / Double(games[place])
    }
  }

  /// Scores on a scale from the shares of wins: none is the lowest, all the highest.
  ///
  /// This is how pair-wise judgments become point-wise ones. They are relative to the responses
  /// that were compared; the same response among worse ones scores higher.
  public func scores(on scale: ScoreScale) -> [Int?] {
    winRates.map { rate in
      rate.map { scale.lowest + Int(($0 * Double(scale.highest - scale.lowest)).rounded()) }
    }
  }

  private func key(of place: Int) -> [Double] {
    [Double(survived[place]), points[place], opponents[place].reduce(0) { $0 + points[$1] }]
  }

  // MARK: Playing

  mutating func enter(_ pairing: Tournament.Pairing, _ result: Preference?) {
    comparisons += 1
    if result == nil { undecided += 1 }
    let share: Double =
      switch result {
      case .first: 1
      case .second: 0
      case .tie, nil: 0.5
      }
    points[pairing.first] += share
    points[pairing.second] += 1 - share
    for (place, other) in [
      (pairing.first, pairing.second), (pairing.second, pairing.first),
    ] {
      games[place] += 1
      opponents[place].append(other)
    }
    results.append(Result(pairing: pairing, preference: result))
  }

  /// Who goes on: the winner, or where there is none the one that was drawn first.
  func winner(of pairing: Tournament.Pairing) -> Int {
    let result = results.last { $0.pairing == pairing }
    return result?.preference == .second ? pairing.second : pairing.first
  }

  mutating func advance(_ place: Int) { survived[place] += 1 }

  /// A round without a comparison, which counts as a win.
  mutating func rest(_ place: Int) {
    rested.insert(place)
    points[place] += 1
  }

  /// Neighbours in the table who have not met, and who rests where the number is odd.
  func neighbours() -> (pairings: [Tournament.Pairing], bye: Int?) {
    var open = order
    var bye: Int?
    if open.count % 2 == 1, let index = open.lastIndex(where: { !rested.contains($0) }) {
      bye = open.remove(at: index)
    }
    var pairings: [Tournament.Pairing] = []
    while let place = open.first {
      open.removeFirst()
      guard let index = open.firstIndex(where: { !opponents[place].contains($0) }) else {
        continue
      }
      pairings.append(Tournament.Pairing(first: place, second: open.remove(at: index)))
    }
    return (pairings, bye)
  }
}
