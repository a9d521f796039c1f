// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor
import AssayText

/// One call of the engine: the rows that go on, those that wait, and the outcomes.
struct DecodingRun {
  private let engine: DecodingEngine
  private let requests: [DecodingRequest]
  private var outcomes: [Result<DecodedSequence, AssayError>?]
  /// The indices of requests that wait, the next one last.
  private var waiting: [Int] = []
  /// The rows of the cache, those that are done included.
  private var rows: [DecodingRow] = []
  private var cache: KeyValueCache?

  init(_ engine: DecodingEngine, _ requests: [DecodingRequest]) {
    self.engine = engine
    self.requests = requests
    outcomes = requests.map { engine.immediateOutcome($0) }
    // Prompts of similar length go together, and equal prompts follow one another.
    waiting = outcomes.indices.filter { outcomes[$0] == nil }
      .sorted { Self.precedes(requests[$1].prompt, $1, requests[$0].prompt, $0) }
  }

  /// Goes on until every request has its outcome.
  mutating func finish() throws -> [Result<DecodedSequence, AssayError>] {
    while true {
      try Task.checkCancellation()
      let live = rows.indices.filter { rows[$0].outcome == nil }
      if shouldAdmit(live.count) {
        try admit(keeping: live)
      } else if live.isEmpty {
        break
      } else {
        if live.count * 4 <= rows.count * 3 || cache?.isFull ?? true {
          try rebuild(keeping: live)
        }
        try step()
      }
    }
    return outcomes.map { outcome in
      outcome ?? .failure(AssayError(.modelFailed, "The request was not answered."))
    }
  }

  /// New rows come in groups: each change of the batch copies the cache.
  private func shouldAdmit(_ live: Int) -> Bool {
    guard !waiting.isEmpty else { return false }
    let free = engine.limits.rows - live
    return live == 0 || free >= min(waiting.count, max(1, engine.limits.rows / 4))
  }

  /// Reads the prompts of waiting requests, and puts them beside the rows that go on.
  private mutating func admit(keeping live: [Int]) throws {
    let group = nextGroup(engine.limits.rows - live.count)
    var prompts: [[Int]] = []
    var promptOfRow: [Int] = []
    for index in group {
      if prompts.last != requests[index].prompt { prompts.append(requests[index].prompt) }
      promptOfRow.append(prompts.count - 1)
    }
    var (prefixes, logits) = try engine.read(prompts)
    if prompts.count < group.count {
      logits = try logits.indexSelect(dim: 0, Tensor(promptOfRow, device: engine.device))
      prefixes = try Self.repeated(prefixes, promptOfRow, engine.device)
    }
    let fresh = group.map { index in
      DecodingRow(
        index: index, request: requests[index], limit: engine.limit(of: requests[index]))
    }
    let firstNew = live.count
    rows = live.map { rows[$0] } + fresh
    try rebuild(rowsKept: live, adding: prefixes)
    try choose(logits, from: firstNew)
  }

  /// As many waiting requests as fit, in order.
  private mutating func nextGroup(_ places: Int) -> [Int] {
    var group: [Int] = []
    var distinct = 0
    while group.count < places, let next = waiting.last {
      let prompt = requests[next].prompt
      let isNew = group.last.map { requests[$0].prompt != prompt } ?? true
      // Lengths rise, so that the newest prompt is the widest.
      let width = (distinct + (isNew ? 1 : 0)) * prompt.count
      if !group.isEmpty, width > engine.limits.promptTokens { break }
      distinct += isNew ? 1 : 0
      group.append(next)
      waiting.removeLast()
    }
    return group
  }

  /// The keys and values of each row's prompt, from those of each prompt.
  private static func repeated(
    _ prefixes: [KeyValueCache.Prefix], _ promptOfRow: [Int], _ device: Device
  ) throws -> [KeyValueCache.Prefix] {
    var first = 0
    return try prefixes.map { prefix in
      defer { first += prefix.lengths.count }
      let places = promptOfRow.map { $0 - first }.filter(prefix.lengths.indices.contains)
      return KeyValueCache.Prefix(
        storage: try prefix.storage.indexSelect(dim: 2, Tensor(places, device: device)),
        lengths: places.map { prefix.lengths[$0] })
    }
  }

  private mutating func rebuild(keeping live: [Int]) throws {
    rows = live.map { rows[$0] }
    try rebuild(rowsKept: live, adding: [])
  }

  private mutating func rebuild(
    rowsKept live: [Int], adding prefixes: [KeyValueCache.Prefix]
  ) throws {
    // Room for all that may come is wasteful where most rows end early.
    let room = min(128, rows.map(\.remaining).max() ?? 1)
    cache = try KeyValueCache(cache, keeping: live, adding: prefixes, room: max(1, room))
  }

  /// Reads each row's last token and chooses the next.
  private mutating func step() throws {
    guard let cache else { return }
    let last = engine.dimensions.contextLength - 1
    let tokens = try Tensor(
      rows.map(\.lastToken), shape: [rows.count, 1], device: engine.device)
    // Rows that are done still take part until they leave; what they compute is not used.
    let positions = try Tensor(
      rows.map { min($0.position, last) }, shape: [rows.count, 1], device: engine.device)
    let states = try engine.pass.states(
      tokens, positions: positions, places: nil, attend: cache.attend)
    self.cache?.advance()
    try choose(engine.pass.logits(states), from: 0)
  }

  private mutating func choose(_ logits: Tensor, from first: Int) throws {
    let size = engine.dimensions.vocabularySize
    let values = try logits.floats()
    values.withUnsafeBufferPointer { values in
      for row in first..<rows.count where rows[row].outcome == nil {
        let start = (row - first) * size
        rows[row].advance(
          UnsafeBufferPointer(rebasing: values[start..<(start + size)]),
          tokenizer: engine.tokenizer, stopIDs: engine.stopIDs)
        if let outcome = rows[row].outcome { outcomes[rows[row].index] = outcome }
      }
    }
  }

  /// Shorter prompts first, equal lengths by their ids, equal prompts by their place.
  private static func precedes(_ a: [Int], _ i: Int, _ b: [Int], _ j: Int) -> Bool {
    if a.count != b.count { return a.count < b.count }
    if a == b { return i < j }
    return a.lexicographicallyPrecedes(b)
  }
}
