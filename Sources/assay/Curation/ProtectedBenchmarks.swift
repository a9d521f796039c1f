// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayCuration
import AssayData
import AssayJudging
import Foundation

/// The items of the benchmarks that are here, which no training set may hold.
enum ProtectedBenchmarks {
  /// - Parameter names: Which benchmarks; all where the list is empty.
  static func set(_ names: [String]) throws -> CurationContext.ProtectedSet {
    let location = DataFolders.location
    let wanted = names.isEmpty ? Benchmarks.all : try names.map(Benchmarks.named)
    var loaded: [(name: String, examples: [Example])] = []
    for benchmark in wanted {
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
