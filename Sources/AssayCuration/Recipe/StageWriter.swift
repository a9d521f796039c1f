// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
import Foundation

/// Takes what comes out of a stage and keeps count of it, so that no example can vanish.
///
/// It holds 16 bytes an example in memory, whatever the examples' size.
public final class StageWriter {
  private let stage: String
  private let examples: LineWriter
  private let departures: LineWriter
  private var keptHashes: Set<UInt64> = []
  private var goneHashes: Set<UInt64> = []
  private var counts: [Departure: Int] = [:]
  private var facts: [String: JSONValue] = [:]
  private(set) var kept = 0

  init(stage: String, folder: URL) throws {
    self.stage = stage
    examples = try LineWriter(replacing: folder.appending(path: StageFolder.examplesName))
    departures = try LineWriter(replacing: folder.appending(path: StageFolder.departuresName))
  }

  /// How many examples left so far.
  var gone: Int { goneHashes.count }

  /// Lets an example pass on to the next stage.
  ///
  /// - Throws: An `AssayError` with code `invalidExample` where the identifier came before.
  public func keep(_ example: Example) throws {
    guard keptHashes.insert(StableHash.fnv1a(example.id)).inserted else {
      throw AssayError(
        .invalidExample,
        "Two examples that come out of the stage '\(stage)' are called '\(example.id)'.",
        advice: "Give the sources different prefixes: 'prefix' in a stage that reads.")
    }
    kept += 1
    try examples.append(example.jsonValue)
  }

  /// Notes why an example leaves.
  public func drop(_ example: Example, _ departure: Departure) throws {
    try drop(id: example.id, source: example.source, departure)
  }

  func drop(id: String, source: String, _ departure: Departure) throws {
    goneHashes.insert(StableHash.fnv1a(id))
    var kind = departure
    kind.detail = ""
    counts[kind, default: 0] += 1
    try departures.append(
      LedgerLine(
        example: id, source: source, stage: stage, filter: departure.filter,
        reason: departure.reason, detail: departure.detail
      ).jsonValue)
  }

  /// Keeps something that the operation found out, for cards and plots.
  public func note(_ name: String, _ value: JSONValue) { facts[name] = value }

  /// What the inputs' examples add up to.
  struct Account {
    var taken = 0
    var made = 0
  }

  /// Checks that each example that came in either stays or left with a reason.
  func account(for inputs: [StageInput]) throws -> Account {
    var account = Account()
    var known = 0
    for input in inputs {
      try input.examples.forEach { example in
        account.taken += 1
        let hash = StableHash.fnv1a(example.id)
        if keptHashes.contains(hash) {
          known += 1
        } else if !goneHashes.contains(hash) {
          throw AssayError(
            .invalidExample,
            "The stage '\(stage)' neither kept the example '\(example.id)' nor said why it left.",
            advice: "This is a fault of its operation; report it.")
        }
      }
    }
    account.made = max(0, kept - known)
    return account
  }

  /// Ends both files and says what was written.
  func finish() throws -> (left: [StageRecord.Leaving], facts: JSONValue) {
    try examples.finish()
    try departures.finish()
    let left = counts.map {
      StageRecord.Leaving(filter: $0.key.filter, reason: $0.key.reason, count: $0.value)
    }.sorted { ($0.filter, $0.reason) < ($1.filter, $1.reason) }
    return (left, .object(facts))
  }
}
