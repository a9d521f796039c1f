// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData

/// `mix`: so many examples of each task, as FLAMe §4.1 mixes them.
///
/// - `by`: what a task is: `source` (the default), `domain`, `format`, or the name of a field of
///   the metadata.
/// - `cap`: the most that one task gives; 65,536. Under `rates: proportional` it is also the most
///   that counts for a task's rate: min(n, cap) over the sum of these.
/// - `count`: how many examples in all. Without it each task gives min(n, cap).
/// - `rates`: `proportional` (the default), or `equal`, which needs `count`.
/// - `weights`: the rates themselves, such as `{gsm8k: 2, evouna: 0.5}`; they need `count`, and a
///   task that they do not name gives none.
///
/// No example is taken twice: what a task has too few of, the others give in proportion to their
/// rates. Quotas are rounded by largest remainders. Of a task those with the smallest seeded hash
/// of their identifier stay, so that the choice depends on the seed and not on the order.
/// The others leave as `over-quota`, or as `no-weight` where their task has none. The stage's facts
/// hold each task's size, rate and quota.
///
/// The input is read twice, and 8 bytes of each example are held between.
struct MixOperation: WholeOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "mix", summary: "So many examples of each task, in proportion to sizes with a cap.")
  ) { try MixOperation($0) }

  /// The cap of FLAMe §4.1.
  static let standardCap = 65_536

  let task: String
  let mixture: Mixture

  init(_ section: RecipeSection) throws {
    task = try section.text("by") ?? "source"
    let rates = try Self.rates(section)
    mixture = Mixture(
      cap: try section.whole("cap", atLeast: 1) ?? Self.standardCap,
      count: try section.whole("count", atLeast: 1), rates: rates)
    if mixture.count == nil, rates != .proportional {
      throw section.failure(
        "count", "Rates of one's own need the number of examples in all.",
        advice: "Add count: 10000, say.")
    }
  }

  private static func rates(_ section: RecipeSection) throws -> Mixture.Rates {
    let named: Mixture.NamedRates? = try section.choice("rates")
    guard let weights = try section.json("weights") else {
      return named == .equal ? .equal : .proportional
    }
    guard named == nil else {
      throw section.failure(
        "rates", "'rates' and 'weights' exclude each other.", advice: "Leave one of them away.")
    }
    guard case .object(let members) = weights,
      case let numbers = members.compactMapValues(\.doubleValue),
      numbers.count == members.count,
      numbers.values.allSatisfy({ $0.isFinite && $0 >= 0 }),
      numbers.values.contains(where: { $0 > 0 })
    else {
      throw section.failure(
        "weights", "'weights' should give tasks numbers from 0 on, one of them more than 0.",
        advice: "Write weights: {gsm8k: 2, evouna: 0.5}.")
    }
    return .weights(numbers)
  }

  func most(from count: Int) -> Int { min(count, mixture.count ?? count) }

  func content(in context: CurationContext) -> JSONValue {
    let rates: JSONValue =
      switch mixture.rates {
      case .proportional: "proportional"
      case .equal: "equal"
      case .weights(let weights): .object(weights.mapValues { .number($0) })
      }
    return [
      "version": 1, "by": .string(task), "cap": .integer(mixture.cap),
      "count": mixture.count.map { .integer($0) } ?? .null, "rates": rates,
    ]
  }

  func run(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws {
    var hashes: [String: [UInt64]] = [:]
    for input in inputs {
      for try await example in input.examples {
        hashes[label(of: example) ?? "", default: []].append(hash(of: example, in: context))
      }
    }
    try check(hashes)
    let tasks = mixture.shares(sizes: hashes.mapValues(\.count))
    var last: [String: UInt64] = [:]
    for task in tasks where task.quota > 0 {
      hashes[task.name]?.sort()
      last[task.name] = hashes[task.name]?[task.quota - 1]
      hashes[task.name] = nil
    }
    hashes = [:]
    let departures = Dictionary(
      uniqueKeysWithValues: tasks.map { ($0.name, $0.departure(by: self.task)) })
    var done = 0
    for input in inputs {
      for try await example in input.examples {
        let name = label(of: example) ?? ""
        if let last = last[name], hash(of: example, in: context) <= last {
          try writer.keep(example)
        } else if let departure = departures[name] {
          try writer.drop(example, departure)
        }
        done += 1
        if done % 1000 == 0 { context.progress(done) }
      }
    }
    writer.note("mixture", .array(tasks.map(\.jsonValue)))
  }

  /// Different for different identifiers as far as these have different FNV-1a hashes, which a
  /// stage's examples have.
  private func hash(of example: Example, in context: CurationContext) -> UInt64 {
    StableHash.seed(context.seed, example.id)
  }

  private func label(of example: Example) -> String? {
    switch task {
    case "source": return example.source
    case "domain": return example.domain
    case "format": return example.format.name
    default:
      switch example.metadata[task] {
      case .string(let text): return text
      case .integer(let number): return String(number)
      case .bool(let flag): return String(flag)
      default: return nil
      }
    }
  }

  /// A misspelt field or task must not make a mixture that nobody asked for.
  private func check(_ hashes: [String: [UInt64]]) throws {
    guard !hashes.isEmpty else { return }
    let known = hashes.keys.filter { !$0.isEmpty }.sorted()
    guard ["source", "domain", "format"].contains(task) || !known.isEmpty else {
      throw AssayError(
        .invalidArgument, "No example has a metadata field '\(task)' that names its task.",
        advice:
          "'by' is source, domain, format, or a field of the metadata with a text or a number.")
    }
    guard case .weights(let weights) = mixture.rates,
      let stray = weights.keys.sorted().first(where: { hashes[$0] == nil })
    else { return }
    throw AssayError(
      .invalidArgument, "'weights' names the task '\(stray)', of which there is no example.",
      advice: "By \(task) there are: \(known.prefix(20).joined(separator: ", ")).")
  }
}
