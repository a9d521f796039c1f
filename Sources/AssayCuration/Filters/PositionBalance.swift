// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData

/// Brings the better response of pairs to either position equally often, by swapping pairs.
///
/// R3's 4,000 examples lean 55:45 to the first response after filtering (arXiv 2505.13388, table
/// 7), and a model trained on them may learn the lean. In each source just as many pairs are
/// swapped as it takes, drawn by the seed. A pair with a teacher's trace can only be swapped where
/// it has the trace of the other order too (`swapped-order` leaves one): the text speaks of
/// positions. Where too few pairs can be swapped the rest of the lean stays, unless `drops` asks
/// for the excess to leave. Ties have no position.
public actor PositionBalance: SurveyingFilter {
  public static let card = FilterCard(
    name: "position-balance",
    summary: "Swaps pairs until the better response is first as often as second, source by source.",
    parameters: [
      .init("seed", "0", "draws which pairs are swapped"),
      .init("drops", "false", "whether what cannot be balanced by swapping leaves"),
    ],
    reasons: [
      .init("excess-position", "Its position is too frequent and it cannot be swapped.")
    ])

  public nonisolated let name = PositionBalance.card.name
  private let seed: UInt64
  private let drops: Bool
  private var counts: [String: Counts] = [:]
  private var plans: [String: Plan] = [:]

  /// Pairs of one source by the position of the better response.
  private struct Counts {
    var all: [Preference: Int] = [:]
    var movable: [Preference: Int] = [:]
  }

  private struct Plan {
    var lean: Preference
    var swaps: Quota
    var drops: Quota
  }

  public init(seed: UInt64 = 0, drops: Bool = false) {
    self.seed = seed
    self.drops = drops
  }

  public func survey(_ batch: [Example]) async throws {
    for example in batch {
      guard let position = Self.position(of: example) else { continue }
      counts[example.source, default: Counts()].all[position, default: 0] += 1
      if Self.isMovable(example) {
        counts[example.source, default: Counts()].movable[position, default: 0] += 1
      }
    }
  }

  public func fates(of batch: [Example]) async throws -> [Fate] {
    batch.map { example in
      guard let position = Self.position(of: example), var plan = plan(for: example.source),
        plan.lean == position
      else { return .kept(example) }
      defer { plans[example.source] = plan }
      if Self.isMovable(example) {
        return .kept(plan.swaps.takes() ? Self.swapped(example) : example)
      }
      return plan.drops.takes()
        ? Self.card.departure("excess-position", "the better response is \(position.rawValue)")
        : .kept(example)
    }
  }

  private func plan(for source: String) -> Plan? {
    if let plan = plans[source] { return plan }
    guard let counts = counts[source] else { return nil }
    let (first, second) = (counts.all[.first] ?? 0, counts.all[.second] ?? 0)
    let lean: Preference = first > second ? .first : .second
    let movable = counts.movable[lean] ?? 0
    let swaps = min(abs(first - second) / 2, movable)
    // Each swap takes 2 from the difference; what is left can only be dropped.
    let excess = abs(first - second) - 2 * swaps
    let fixed = (counts.all[lean] ?? 0) - movable
    return Plan(
      lean: lean,
      swaps: Quota(take: swaps, of: movable, seed: seed, stream: "position-swap/\(source)"),
      drops: Quota(
        take: drops && excess > 1 ? excess : 0, of: fixed, seed: seed,
        stream: "position-drop/\(source)"))
  }

  private static func position(of example: Example) -> Preference? {
    guard example.format.isPairwise, example.responses.count == 2,
      case .preference(let position) = example.gold, position != .tie
    else { return nil }
    return position
  }

  private static func isMovable(_ example: Example) -> Bool {
    example.metadata["teacher"] == nil || TeacherTrace(of: example, order: .swapped) != nil
  }

  private static func swapped(_ example: Example) -> Example {
    var copy = TeacherTrace.exchanged(in: example.swapped())
    copy.metadata["swapped"] = .bool(!(example.metadata["swapped"]?.boolValue ?? false))
    return copy
  }
}
