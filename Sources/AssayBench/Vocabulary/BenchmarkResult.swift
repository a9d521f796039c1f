// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayJudging

/// What a benchmark says of a judge. `docs/results-schema.md` describes its JSON form.
public struct BenchmarkResult: Sendable, Hashable, Codable {
  /// The version of the JSON form.
  public static let schemaVersion = 1

  /// The version of the JSON form, written as `schema`.
  public var schema: Int
  public var benchmark: BenchmarkCard
  public var dataset: Dataset
  /// What was run: data, prompts, model, sampling, policy and seed.
  public var run: Run
  /// How the judge was asked and read, in words.
  public var protocolText: String
  /// The official numbers over everything, as the benchmark's own code counts them.
  public var official: [Metric]
  /// Our numbers over everything, each with an interval.
  public var robust: [Metric]
  /// The verdicts without a judgment, by reason; all verdicts of all orders and votes counted.
  public var unscored: Unscored
  /// The same numbers for parts of the data: sections, subsets, formats or systems.
  public var sections: [Section]
  /// Judges that read nothing, over the same examples.
  public var baselines: [Baseline]
  /// The items on which the official reading rule and ours differ.
  public var differences: [ReadingDifference]
  /// Whatever a reader must know beside the numbers.
  public var notes: [String]

  /// Which data the numbers are of.
  public struct Dataset: Sendable, Hashable, Codable {
    public var name: String
    /// The hash of the examples.
    public var hash: String
    /// How many examples were judged.
    public var n: Int
    /// How many distinct questions they ask.
    public var groups: Int

    public init(name: String, hash: String, n: Int, groups: Int) {
      self.name = name
      self.hash = hash
      self.n = n
      self.groups = groups
    }
  }

  /// How many verdicts have no judgment, and why.
  public struct Unscored: Sendable, Hashable, Codable {
    /// All verdicts, with and without a judgment.
    public var verdicts: Int
    /// The reasons that occurred, in the order of their names.
    public var reasons: [Reason]

    /// One reason and how often it occurred.
    public struct Reason: Sendable, Hashable, Codable {
      public var reason: String
      public var count: Int

      public init(reason: String, count: Int) {
        self.reason = reason
        self.count = count
      }
    }

    public init(verdicts: Int, reasons: [Reason]) {
      self.verdicts = verdicts
      self.reasons = reasons
    }

    /// How many verdicts have no judgment.
    public var count: Int { reasons.reduce(0) { $0 + $1.count } }
  }

  /// A part of the data with its own numbers.
  public struct Section: Sendable, Hashable, Codable {
    public var name: String
    public var n: Int
    public var official: [Metric]
    public var robust: [Metric]

    public init(name: String, n: Int, official: [Metric], robust: [Metric]) {
      self.name = name
      self.n = n
      self.official = official
      self.robust = robust
    }
  }

  /// A judge that needs no model, and its numbers over the same examples.
  public struct Baseline: Sendable, Hashable, Codable {
    /// The name, such as `always first`.
    public var name: String
    /// The rule in one sentence.
    public var rule: String
    public var metrics: [Metric]

    public init(name: String, rule: String, metrics: [Metric]) {
      self.name = name
      self.rule = rule
      self.metrics = metrics
    }
  }

  public init(
    benchmark: BenchmarkCard, dataset: Dataset, run: Run, protocolText: String,
    official: [Metric], robust: [Metric], unscored: Unscored, sections: [Section] = [],
    baselines: [Baseline] = [], differences: [ReadingDifference] = [], notes: [String] = []
  ) {
    schema = Self.schemaVersion
    self.benchmark = benchmark
    self.dataset = dataset
    self.run = run
    self.protocolText = protocolText
    self.official = official
    self.robust = robust
    self.unscored = unscored
    self.sections = sections
    self.baselines = baselines
    self.differences = differences
    self.notes = notes
  }

  private enum CodingKeys: String, CodingKey {
    case schema, benchmark, dataset, run, protocolText = "protocol", official, robust, unscored
    case sections, baselines, differences, notes
  }
}

extension BenchmarkResult {
  /// The official metric of the name, over everything or in a section.
  public func official(_ name: String, in section: String? = nil) -> Metric? {
    metrics(in: section, \.official, \.official).first { $0.name == name }
  }

  /// Our metric of the name, over everything or in a section.
  public func robust(_ name: String, in section: String? = nil) -> Metric? {
    metrics(in: section, \.robust, \.robust).first { $0.name == name }
  }

  private func metrics(
    in section: String?, _ whole: KeyPath<BenchmarkResult, [Metric]>,
    _ part: KeyPath<Section, [Metric]>
  ) -> [Metric] {
    guard let section else { return self[keyPath: whole] }
    return sections.first { $0.name == section }?[keyPath: part] ?? []
  }
}

/// An answer that the official reading rule and ours read differently.
public struct ReadingDifference: Sendable, Hashable, Codable {
  /// The example's identifier.
  public var example: String
  public var order: PresentationOrder
  public var sample: Int
  /// The official reading, in as-given positions, or why there is none.
  public var official: String
  /// Our reading, in as-given positions, or why there is none.
  public var ours: String
  /// The end of the answer.
  public var excerpt: String

  public init(
    example: String, order: PresentationOrder, sample: Int, official: String, ours: String,
    excerpt: String
  ) {
    self.example = example
    self.order = order
    self.sample = sample
    self.official = official
    self.ours = ours
    self.excerpt = excerpt
  }
}
