// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// What a whole data set holds, and everything that is wrong with it.
///
/// Nothing ends the reading: after a bad row comes the next row, after a bad file the next file.
/// Memory grows by 8 bytes an example, for the identifiers.
///
/// ```swift
/// let validation = try DataValidation(of: EVOUNA(), at: folder)
/// print(validation.isSound, validation.findings)
/// ```
public struct DataValidation: Sendable, Hashable, Codable {
  /// How many examples could be read.
  public private(set) var examples = 0
  /// How many of them fit their format and have an identifier of their own and a question.
  public private(set) var sound = 0
  /// Examples by part, in the order of reading; the expected number where the publisher's file has
  /// one.
  public private(set) var parts: [Part] = []
  /// Examples by format, the most frequent first.
  public private(set) var formats: [DataSummary.Count] = []
  /// Examples by format and right judgment, as `pairwise: first`.
  public private(set) var labels: [DataSummary.Count] = []
  /// What was found, the errors first, in the order of `DataFault`.
  public private(set) var findings: [Finding] = []

  /// How many examples a part gave.
  public struct Part: Sendable, Hashable, Codable {
    public var name: String
    public var examples: Int
    /// How many the published file gives; `nil` where that is not known.
    public var expected: Int?
  }

  /// How often something was found, and where first.
  public struct Finding: Sendable, Hashable, Codable {
    public var fault: DataFault
    public var isError: Bool
    public var count: Int
    public var samples: [Sample]

    private enum CodingKeys: String, CodingKey {
      case fault, count, samples
      case isError = "is_error"
    }
  }

  /// One place where something was found.
  public struct Sample: Sendable, Hashable, Codable {
    /// File, line and field, as far as known; for examples their part and identifier.
    public var place: String
    public var message: String
  }

  /// Whether nothing is wrong.
  public var isSound: Bool { !findings.contains { $0.isError } }

  /// Reads a source to its end.
  ///
  /// - Parameters:
  /// - samples: How many places are kept of each kind of finding.
  /// - limit: The most examples that are read of each part.
  /// - Throws: `fileUnreadable` where there is nothing at the path, `invalidArgument` where a part
  ///   is not known, `runtimeMissing` where Parquet cannot be read for want of DuckDB. What is
  ///   wrong with the data is found and not thrown.
  public init(
    of source: any DataSource, at path: URL, options: DataOptions = DataOptions(), samples: Int = 3,
    limit: Int = .max
  ) throws {
    var tally = ValidationTally(samples: max(0, samples))
    for name in try source.partNames(at: path, options: options) {
      var options = options
      options.parts = name.map { [$0] } ?? []
      let part = source.card.parts.first { $0.name == name }
      tally.begin(name ?? source.name, expected: limit == .max ? part?.exampleCount : nil)
      do {
        var reader = try source.examples(at: path, options: options).prefix(limit).reader()
        while let read = try reader.next() {
          switch read {
          case .success(let example): tally.add(example)
          case .failure(let fault) where fault.code == .runtimeMissing: throw fault
          case .failure(let fault): tally.add(fault)
          }
        }
      } catch let fault as AssayError where fault.code != .runtimeMissing {
        tally.add(fault)
      }
      tally.endPart()
    }
    examples = tally.parts.reduce(0) { $0 + $1.examples }
    sound = tally.sound
    parts = tally.parts
    formats = DataSummary.Count.ordered(tally.formats)
    labels = DataSummary.Count.ordered(tally.labels)
    findings = DataFault.allCases.compactMap { tally.findings[$0] }
      .sorted { $0.isError && !$1.isError }
  }
}
