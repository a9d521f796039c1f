// SPDX-License-Identifier: Apache-2.0

/// What a benchmark is, for lists, reports and people who choose one.
public struct BenchmarkCard: Sendable, Hashable, Codable {
  /// The name in options, files and tables, such as `judgebench`.
  public var name: String
  /// The name in headings, such as `JudgeBench`.
  public var title: String
  /// One sentence on what is judged.
  public var summary: String
  /// What the data folder must hold.
  public var data: String
  /// What the official metric counts, with its quirks.
  public var officialMetric: String
  /// The paper or repository that defines it.
  public var reference: String
  /// The licence of the data, as its publishers state it.
  public var licence: String
  /// What training data and which judges the numbers may be spoilt by.
  public var contamination: [String]
  /// The version of this project's implementation; it grows when numbers may change.
  public var version: Int

  public init(
    name: String, title: String, summary: String, data: String, officialMetric: String,
    reference: String, licence: String, contamination: [String] = [], version: Int = 1
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.data = data
    self.officialMetric = officialMetric
    self.reference = reference
    self.licence = licence
    self.contamination = contamination
    self.version = version
  }

  private enum CodingKeys: String, CodingKey {
    case name, title, summary, data, officialMetric = "official_metric", reference, licence
    case contamination, version
  }

  /// Reads a card; one that was written before cards said it has no licence and no notes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    title = try container.decode(String.self, forKey: .title)
    summary = try container.decode(String.self, forKey: .summary)
    data = try container.decode(String.self, forKey: .data)
    officialMetric = try container.decode(String.self, forKey: .officialMetric)
    reference = try container.decode(String.self, forKey: .reference)
    licence = try container.decodeIfPresent(String.self, forKey: .licence) ?? ""
    contamination = try container.decodeIfPresent([String].self, forKey: .contamination) ?? []
    version = try container.decode(Int.self, forKey: .version)
  }
}
