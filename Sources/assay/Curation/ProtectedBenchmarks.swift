// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayCuration
import AssayData
import AssayJudging
import Foundation

/// The items of the benchmarks that are here, which no training set may hold.
///
/// They are read once, however many stages ask for them.
actor ProtectedBenchmarks {
  private let data: String?
  private var sets: [[String]: CurationContext.ProtectedSet] = [:]

  /// - Parameter data: A folder of public data that is looked into before the usual ones.
  init(data: String?) { self.data = data }

  /// - Parameter names: Which benchmarks; all where the list is empty.
  func set(_ names: [String]) throws -> CurationContext.ProtectedSet {
    if let known = sets[names] { return known }
    let set = try Self.set(names, data: data)
    sets[names] = set
    return set
  }

  /// - Parameters:
  ///   - names: Which benchmarks; all where the list is empty.
  ///   - data: A folder of public data that is looked into before the usual ones.
  /// - Throws: `fileUnreadable` where a benchmark that was named is not here, or where none is.
  private static func set(
    _ names: [String], data: String?
  ) throws -> CurationContext.ProtectedSet {
    var location = DataFolders.location
    if let data { location.folders.insert(URL(filePath: data), at: 0) }
    let wanted = names.isEmpty ? Benchmarks.all : try names.map(Benchmarks.named)
    var loaded: [(name: String, examples: [Example])] = []
    for benchmark in wanted {
      // Reading some takes seconds; an interruption need not wait for all.
      try Task.checkCancellation()
      let availability = benchmark.availability(in: location)
      guard availability.isPresent else {
        // A benchmark that was asked for by name must be there; of all, those that are.
        if names.isEmpty { continue }
        throw AssayError(
          .fileUnreadable, "The benchmark '\(benchmark.card.name)' is not here.",
          advice: "Fetch it with `assay data pull \(benchmark.card.name)`.")
      }
      // What is made up for each run has no fixed items to protect.
      guard let folder = availability.folder else { continue }
      loaded.append(
        (
          benchmark.card.name,
          try benchmark.examples(at: folder, options: BenchmarkOptions(limit: nil, seed: 0))
        ))
    }
    guard !loaded.isEmpty else {
      throw AssayError(
        .fileUnreadable, "There is no benchmark here to compare with.",
        advice: "Fetch some with `assay data pull`, or name their folder with --set ASSAY_DATA=…, "
          + "or leave the stage out.")
    }
    let found = loaded
    return CurationContext.ProtectedSet(
      items: { receive in
        for (name, examples) in found {
          for example in examples { try receive(ProtectedItem(example, benchmark: name)) }
        }
      },
      content: .object(
        Dictionary(
          uniqueKeysWithValues: found.map { ($0.name, .string(Fingerprint.of($0.examples))) })))
  }
}
