// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// One item of a benchmark, which must not be in a training set.
public struct ProtectedItem: Sendable, Hashable {
  /// The benchmark's name.
  public var benchmark: String
  /// The item's identifier inside the benchmark.
  public var item: String
  /// The hash of its question.
  public var group: String
  /// The texts that must not be found: as a rule the question alone.
  public var texts: [String]

  public init(benchmark: String, item: String, group: String, texts: [String]) {
    self.benchmark = benchmark
    self.item = item
    self.group = group
    self.texts = texts
  }

  /// What is protected of a benchmark's example.
  ///
  /// The instruction is left out where there is an input: it is often one sentence for the whole
  /// benchmark, and would be found everywhere.
  public init(_ example: Example, benchmark: String, responses: Bool = false) {
    let question = example.input.isEmpty ? example.instruction : example.input
    self.init(
      benchmark: benchmark, item: example.id, group: example.group,
      texts: [question] + (responses ? example.responses : []))
  }

  /// The item's name in departures.
  var place: String { "\(benchmark)/\(item)" }
}

/// Hands out the items of benchmarks one by one.
///
/// Benchmarks live on the same floor as curation, so that neither knows the other: whoever calls
/// both, such as the command line, hands over the items of every registered benchmark.
public typealias ProtectedItems =
  @Sendable (_ receive: (ProtectedItem) throws -> Void) throws ->
  Void
