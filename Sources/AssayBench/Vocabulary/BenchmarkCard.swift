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
  /// The version of this project's implementation; it grows when numbers may change.
  public var version: Int

  public init(
    name: String, title: String, summary: String, data: String, officialMetric: String,
    reference: String, version: Int = 1
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.data = data
    self.officialMetric = officialMetric
    self.reference = reference
    self.version = version
  }

  private enum CodingKeys: String, CodingKey {
    case name, title, summary, data, officialMetric = "official_metric", reference, version
  }
}
