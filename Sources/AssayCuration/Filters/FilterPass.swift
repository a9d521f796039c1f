// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData
public import Foundation

/// Runs filters one after the other over a stream of examples, in memory that does not grow with
/// their number.
///
/// Examples go through all filters batch by batch. A filter that must see the whole set first
/// (`SurveyingFilter`) cuts the pass: what reaches it is written to a file, and read from there
/// again. What each filter itself remembers is its own affair.
///
/// The result depends on the order of the stream and on the filters, and not on `batchSize`.
public struct FilterPass: Sendable {
  public var filters: [any CurationFilter]
  /// How many examples a filter gets at a time; at least 1.
  public var batchSize: Int
  /// A folder for intermediate files, which are removed afterwards.
  public var scratch: URL

  public init(_ filters: [any CurationFilter], batchSize: Int = 256, scratch: URL) {
    self.filters = filters
    self.batchSize = max(1, batchSize)
    self.scratch = scratch
  }

  /// What became of an example, in the order in which the examples entered.
  public enum Result: Sendable, Hashable {
    case kept(Example)
    /// The identifier and the source are those with which the example entered.
    case dropped(id: String, source: String, Departure)
  }

  /// Runs the filters and hands over every example's result.
  ///
  /// An example that contradicts its format leaves before the first filter, as `malformed`.
  ///
  /// - Throws: What the stream, a filter or `receive` throws, and errors of writing to `scratch`.
  public func run(
    _ examples: ExampleStream, receive: (Result) throws -> Void
  ) async throws -> FilterAccount {
    var account = FilterAccount(filters: filters.map(\.name))
    let cuts = filters.indices.filter { $0 > 0 && filters[$0] is any SurveyingFilter }
    let starts = [0] + cuts
    var files: [URL] = []
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    var stream = examples
    if let first = filters.first as? any SurveyingFilter {
      // Nothing stands before it, so that its survey needs a walk of its own.
      let file = scratch.appending(path: "pass-\(UUID().uuidString).jsonl")
      files.append(file)
      try await write(file) { put in
        try await walk(examples, 0..<0, &account) { batch in
          for traveller in try await Self.surveyed(batch, by: first) { try put(traveller) }
        }
      }
      stream = ExampleFile(file).examples()
    }
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : filters.count
      guard end < filters.count, let next = filters[end] as? any SurveyingFilter else {
        try await walk(stream, start..<filters.count, &account) { batch in
          for traveller in batch { try receive(traveller.result) }
        }
        break
      }
      let file = scratch.appending(path: "pass-\(UUID().uuidString).jsonl")
      files.append(file)
      try await write(file) { put in
        try await walk(stream, start..<end, &account) { batch in
          for traveller in try await Self.surveyed(batch, by: next) { try put(traveller) }
        }
      }
      stream = ExampleFile(file).examples()
    }
    return account
  }

  /// Runs the filters and writes the examples that stay and the ledger.
  ///
  /// - Parameters:
  ///   - kept: The example file that takes what stays.
  ///   - ledger: The file that takes one line an example; see `Ledger`.
  public func run(_ examples: ExampleStream, kept: URL, ledger: URL) async throws -> FilterAccount {
    let writer = try LineWriter(replacing: kept)
    let lines = try Ledger(replacing: ledger)
    let account = try await run(examples) { result in
      switch result {
      case .kept(let example):
        try writer.append(example.jsonValue)
        try lines.note(id: example.id, source: example.source, nil)
      case .dropped(let id, let source, let departure):
        try lines.note(id: id, source: source, departure)
      }
    }
    try writer.finish()
    try lines.finish()
    return account
  }

  // MARK: - Walking

  private func walk(
    _ examples: ExampleStream, _ range: Range<Int>, _ account: inout FilterAccount,
    deliver: ([Traveller]) async throws -> Void
  ) async throws {
    var batch: [Traveller] = []
    let isFirst = account.entered.count == 0
    for try await example in examples {
      batch.append(Traveller(example))
      if batch.count == batchSize {
        try await deliver(passed(batch, range, &account, entering: isFirst))
        batch.removeAll(keepingCapacity: true)
      }
    }
    if !batch.isEmpty { try await deliver(passed(batch, range, &account, entering: isFirst)) }
  }

  private func passed(
    _ batch: [Traveller], _ range: Range<Int>, _ account: inout FilterAccount, entering: Bool
  ) async throws -> [Traveller] {
    try Task.checkCancellation()
    var batch = batch
    let lengths = batch.map { $0.departure == nil ? Composition.Lengths($0.example) : nil }
    if entering {
      for place in batch.indices {
        account.entered.add(batch[place].example, lengths: lengths[place])
        batch[place].refuseFlaw()
        if batch[place].departure != nil { account.refused += 1 }
      }
    }
    for step in range {
      let live = batch.indices.filter { batch[$0].departure == nil }
      guard !live.isEmpty else { break }
      let fates = try await filters[step].fates(of: live.map { batch[$0].example })
      guard fates.count == live.count else {
        throw AssayError(
          .invalidExample,
          "The filter '\(filters[step].name)' gave \(fates.count) fates for \(live.count) examples.",
          advice: "This is a fault of the filter; report it.")
      }
      for (place, fate) in zip(live, fates) {
        switch fate {
        case .kept(let example):
          batch[place].example = example
          account.steps[step].after.add(example, lengths: lengths[place])
        case .dropped(let departure):
          batch[place].departure = departure
          account.note(departure, of: batch[place].example, step: step)
        }
      }
    }
    return batch
  }

  private static func surveyed(
    _ batch: [Traveller], by filter: any SurveyingFilter
  ) async throws -> [Traveller] {
    var batch = batch
    let live = batch.indices.filter { batch[$0].departure == nil }
    let surveyed = try await filter.survey(live.map { batch[$0].example })
    for (place, example) in zip(live, surveyed) { batch[place].example = example }
    return batch
  }

  private func write(
    _ file: URL, _ body: ((Traveller) throws -> Void) async throws -> Void
  ) async throws {
    let writer = try LineWriter(replacing: file)
    try await body { try writer.append($0.stored.jsonValue) }
    try writer.finish()
  }
}
