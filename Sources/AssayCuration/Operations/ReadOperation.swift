// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData
import Foundation

/// `read`: the examples of a public data set or of an example file.
///
/// - `path`: the file or folder; `${NAME}` stands for a value given on the command line. Without
///   it the data set `source` is read where `assay data list` shows it.
/// - `source`: the data set's name; else it is known by the names of its files.
/// - `parts`: which parts; else the default ones.
/// - `limit`: the most examples that are taken.
/// - `pick`: `first` (the default) or `random`, which takes whole questions by their hash, so that
///   what is taken does not depend on the order of the file.
/// - `every`: `even` or `odd`, to take only the questions of that number, counted from 0.
/// - `prefix`: put before each identifier; else the data set's name and a slash.
///
/// An identifier that came before in the same source is dropped as `duplicate-id`. A row that
/// cannot be read, lacks a field or has a label outside the map leaves as `malformed-row`, what is
/// behind a place where a file cannot be read any further as `unreadable-file`; the ledger names
/// both by file and line. Only where nothing at all can be read does the stage fail.
public struct ReadOperation: WholeOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "read", summary: "The examples of a public data set or of a file.", inputs: 0...0)
  ) { try ReadOperation($0) }

  let path: String?
  let source: String?
  let parts: [String]
  let limit: Int?
  let pick: Pick
  let every: Parity?
  let prefix: String?

  enum Pick: String, CaseIterable {
    case first, random
  }

  enum Parity: String, CaseIterable {
    case even, odd
  }

  public init(_ section: RecipeSection) throws {
    source = try section.text("source")
    let path = try section.text("path")
    self.path = source == nil ? try section.required("path", path) : path
    if let source {
      do {
        _ = try DataSources.named(source)
      } catch let error as AssayError {
        throw section.failure("source", error.message, advice: error.advice)
      }
    }
    parts = try section.texts("parts") ?? []
    limit = try section.whole("limit", atLeast: 1)
    pick = try section.choice("pick") ?? .first
    every = try section.choice("every")
    prefix = try section.text("prefix")
  }

  public func content(in context: CurationContext) throws -> JSONValue {
    [
      "files": .string(try CurationContext.hash(of: location(in: context))),
      "source": source.map { .string($0) } ?? .null,
      "parts": .array(parts.map { .string($0) }),
      "limit": limit.map { .integer($0) } ?? .null,
      "pick": .string(pick.rawValue),
      "every": every.map { .string($0.rawValue) } ?? .null,
      "prefix": prefix.map { .string($0) } ?? .null,
    ]
  }

  public func run(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws {
    let (source, stream) = try stream(in: context)
    let chosen = try pick == .random ? chosenGroups(stream, context.seed) : nil
    var seen: Set<UInt64> = []
    var numbers: [String: Int] = [:]
    var taken = 0
    var read = 0
    var faults = 0
    var first: AssayError?
    try Self.forEach(
      of: stream,
      onFault: { fault in
        first = first ?? fault
        faults += 1
        try drop(fault, number: faults, of: source.name, into: writer)
      }
    ) { original in
      read += 1
      let number = numbers[original.group] ?? numbers.count
      if every != nil { numbers[original.group] = number }
      if let every, (number % 2 == 0) != (every == .even) { return true }
      if let chosen, !chosen.contains(original.group) { return true }
      if let limit, taken == limit { return false }
      taken += 1
      var example = original
      example.id = (prefix ?? "\(source.name)/") + original.id
      if seen.insert(StableHash.fnv1a(example.id)).inserted {
        try writer.keep(example)
      } else {
        try writer.drop(
          example,
          Departure(filter: "read", reason: "duplicate-id", detail: "came before in \(source.name)")
        )
      }
      if taken % 1000 == 0 { context.progress(taken) }
      return true
    }
    if read == 0, let first { throw first }
    note(source, read: read, in: writer)
  }

  /// Hands on each example that can be read, and what is wrong with the data elsewhere, until the
  /// body says that it is enough.
  private static func forEach(
    of stream: ExampleStream, onFault: (AssayError) throws -> Void = { _ in },
    body: (Example) throws -> Bool
  ) throws {
    var reader = try stream.reader()
    while let next = try reader.next() {
      try Task.checkCancellation()
      switch next {
      case .success(let example): if try !body(example) { return }
      case .failure(let fault):
        guard dataFaults.contains(fault.code) else { throw fault }
        try onFault(fault)
      }
    }
  }

  /// What is wrong with the data; anything else is wrong with the machine, and ends the stage.
  private static let dataFaults: Set<AssayError.Code> = [
    .malformedRow, .invalidExample, .malformedFile, .limitExceeded,
  ]

  private func drop(
    _ fault: AssayError, number: Int, of source: String, into writer: StageWriter
  ) throws {
    let isOfOneRow = fault.code == .malformedRow || fault.code == .invalidExample
    let file = fault.location.map { URL(filePath: $0.file).lastPathComponent } ?? source
    let line = fault.location?.line.map { "\($0)" } ?? "fault-\(number)"
    let field = fault.location?.field.map { "\($0): " } ?? ""
    try writer.drop(
      id: "\(prefix ?? "\(source)/")\(file):\(line)", source: source,
      Departure(
        filter: "read", reason: isOfOneRow ? "malformed-row" : "unreadable-file",
        detail: field + fault.message))
  }

  private func location(in context: CurationContext) throws -> URL {
    if let path { return try context.file(path) }
    guard let source else { throw CurationContext.noDataSet("") }
    return try context.dataSet(source)
  }

  /// Whether there is something at the path that can be read, and the parts are known.
  func check(in context: CurationContext) throws {
    _ = try stream(in: context)
  }

  /// The examples, as they are asked for, and where they are from.
  private func stream(
    in context: CurationContext
  ) throws -> (source: any DataSource, examples: ExampleStream) {
    let location = try location(in: context)
    let source =
      try source.map { try DataSources.named($0) } ?? DataSources.recognized(at: location)
    return (
      source, try source.examples(at: location, options: DataOptions(parts: parts))
    )
  }

  /// How many examples will be read, and the first of them.
  func survey(in context: CurationContext) throws -> (count: Int, sample: [Example]) {
    var count = 0
    var sample: [Example] = []
    var numbers: [String: Int] = [:]
    let (_, stream) = try stream(in: context)
    try Self.forEach(of: stream) { example in
      if let every {
        let number = numbers[example.group, default: numbers.count]
        numbers[example.group] = number
        guard (number % 2 == 0) == (every == .even) else { return true }
      }
      count += 1
      if sample.count < 64 { sample.append(example) }
      return true
    }
    return (min(count, limit ?? .max), sample)
  }

  private func note(_ source: any DataSource, read: Int, in writer: StageWriter) {
    writer.note("source", .string(source.name))
    writer.note("licence", .string(source.card.licence))
    writer.note("homepage", .string(source.card.homepage))
    writer.note("evaluation_only", .bool(source.card.isEvaluationOnly))
    writer.note("read", .integer(read))
  }

  /// Whole questions in the order of their hashes, until there are enough examples.
  private func chosenGroups(_ stream: ExampleStream, _ seed: UInt64) throws -> Set<String>? {
    guard let limit else { return nil }
    var sizes: [String: Int] = [:]
    try Self.forEach(of: stream) {
      sizes[$0.group, default: 0] += 1
      return true
    }
    let ordered = sizes.map { (StableHash.seed(seed, $0.key), $0.key, $0.value) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    var chosen: Set<String> = []
    var count = 0
    for (_, group, size) in ordered where count < limit {
      chosen.insert(group)
      count += size
    }
    return chosen
  }
}
