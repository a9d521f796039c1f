// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What a set of examples is made of: counts and lengths, for `data show` and the report.
public struct DataSummary: Sendable, Hashable, Codable {
  /// How many examples there are.
  public var examples: Int
  /// How many different groups, which is to say questions.
  public var groups: Int
  /// How many examples have a right judgment.
  public var labelled: Int
  /// How many responses are empty.
  public var emptyResponses: Int
  /// Examples by format, the most frequent first.
  public var formats: [Count]
  /// Examples by source, the most frequent first.
  public var sources: [Count]
  /// Examples by domain, the most frequent first.
  public var domains: [Count]
  /// Examples by format and right judgment, as `pairwise: first`; an order or a step counts as
  /// one label each.
  public var labels: [Count]
  /// Lengths of the instruction and the input together.
  public var inputLength: Quantiles
  /// Lengths of the responses.
  public var responseLength: Quantiles

  private enum CodingKeys: String, CodingKey {
    case examples, groups, labelled
    case emptyResponses = "empty_responses"
    case formats, sources, domains, labels
    case inputLength = "input_length"
    case responseLength = "response_length"
  }

  /// How often something occurs.
  public struct Count: Sendable, Hashable, Codable {
    public var name: String
    public var count: Int

    public init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// The spread of lengths in Unicode scalars: the smallest length that so many of the texts do
  /// not exceed. All are 0 where there is no text.
  public struct Quantiles: Sendable, Hashable, Codable {
    public var lowest: Int
    public var quarter: Int
    public var median: Int
    public var threeQuarters: Int
    public var ninetyNine: Int
    public var highest: Int

    private enum CodingKeys: String, CodingKey {
      case lowest, quarter, median
      case threeQuarters = "three_quarters"
      case ninetyNine = "ninety_nine"
      case highest
    }
  }

  /// Reads the stream to its end. Memory grows with the number of groups only.
  public init(_ examples: ExampleStream) throws {
    var tally = Tally()
    try examples.forEach { tally.add($0) }
    self.init(tally)
  }

  /// Summarises examples that are in memory.
  public init(_ examples: some Sequence<Example>) {
    var tally = Tally()
    for example in examples { tally.add(example) }
    self.init(tally)
  }

  private init(_ tally: Tally) {
    examples = tally.examples
    groups = tally.groups.count
    labelled = tally.labelled
    emptyResponses = tally.emptyResponses
    formats = Count.ordered(tally.formats)
    sources = Count.ordered(tally.sources)
    domains = Count.ordered(tally.domains)
    labels = Count.ordered(tally.labels)
    inputLength = Quantiles(tally.inputLengths)
    responseLength = Quantiles(tally.responseLengths)
  }
}

extension DataSummary.Count {
  /// The most frequent first, equally frequent ones by name.
  static func ordered(_ counts: [String: Int]) -> [Self] {
    counts.map { Self(name: $0.key, count: $0.value) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.name < $1.name }
  }
}

extension DataSummary.Quantiles {
  /// - Parameter counts: How often each length occurs.
  init(_ counts: [Int: Int]) {
    let total = counts.values.reduce(0, +)
    let ordered = counts.sorted { $0.key < $1.key }
    func quantile(_ share: Double) -> Int {
      let wanted = max(1, Int((share * Double(total)).rounded(.up)))
      var passed = 0
      for (length, count) in ordered {
        passed += count
        if passed >= wanted { return length }
      }
      return ordered.last?.key ?? 0
    }
    lowest = ordered.first?.key ?? 0
    quarter = quantile(0.25)
    median = quantile(0.5)
    threeQuarters = quantile(0.75)
    ninetyNine = quantile(0.99)
    highest = ordered.last?.key ?? 0
  }
}

/// The counts while examples still come.
private struct Tally {
  var examples = 0
  var labelled = 0
  var emptyResponses = 0
  var groups: Set<String> = []
  var formats: [String: Int] = [:]
  var sources: [String: Int] = [:]
  var domains: [String: Int] = [:]
  var labels: [String: Int] = [:]
  var inputLengths: [Int: Int] = [:]
  var responseLengths: [Int: Int] = [:]

  mutating func add(_ example: Example) {
    examples += 1
    groups.insert(example.group)
    formats[example.format.name, default: 0] += 1
    sources[example.source, default: 0] += 1
    domains[example.domain, default: 0] += 1
    if let gold = example.gold {
      labelled += 1
      labels["\(example.format.name): \(gold)", default: 0] += 1
    }
    let length = example.instruction.unicodeScalars.count + example.input.unicodeScalars.count
    inputLengths[length, default: 0] += 1
    for response in example.responses {
      if response.isEmpty { emptyResponses += 1 }
      responseLengths[response.unicodeScalars.count, default: 0] += 1
    }
  }
}
