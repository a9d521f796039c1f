// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData
public import Foundation

/// A benchmark whose examples are those of a data set.
public protocol SourcedBenchmark: Benchmark {
  /// The data set.
  var source: any DataSource { get }
}

extension SourcedBenchmark {
  /// The examples of the data set's parts.
  public func examples(at path: URL?, options: BenchmarkOptions) throws -> [Example] {
    try BenchmarkData.examples(of: source, at: path, options: options)
  }
}

/// Whether a benchmark can be run.
public enum BenchmarkAvailability: Sendable, Hashable {
  /// It makes its own examples.
  case generated
  /// Its data lies in the folder.
  case present(URL)
  /// Its data is in none of the folders; it comes from the address.
  case missing(candidates: [URL], homepage: String)

  /// Whether the benchmark can be run.
  public var isPresent: Bool {
    if case .missing = self { false } else { true }
  }

  /// The folder with the data, `nil` where there is none or none is needed.
  public var folder: URL? {
    if case .present(let folder) = self { folder } else { nil }
  }
}

extension Benchmark {
  /// Whether the benchmark's data is where data sets are looked for.
  public func availability(in location: DataLocation) -> BenchmarkAvailability {
    guard let sourced = self as? any SourcedBenchmark else { return .generated }
    if let folder = location.find(sourced.source) { return .present(folder) }
    return .missing(
      candidates: location.candidates(for: sourced.source),
      homepage: sourced.source.card.homepage)
  }
}
