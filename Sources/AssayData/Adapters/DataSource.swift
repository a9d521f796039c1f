// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// A public data set, or a file format, that Assay can read as examples.
///
/// Each source is one file whose doc comment is its user documentation; `DataSources.all` lists
/// them.
public protocol DataSource: Sendable {
  /// What the source is: name, licence, parts.
  var card: DataCard { get }

  /// The examples of a file of the source, or of a folder that holds its files.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable` where a file is missing, or
  ///   `invalidArgument` where a part is not known. Reading the stream throws what is wrong in
  ///   the rows.
  func examples(at path: URL, options: DataOptions) throws -> ExampleStream
}

extension DataSource {
  /// The name used in commands and in `Example.source`.
  public var name: String { card.name }

  /// The examples of the source's default parts.
  public func examples(at path: URL) throws -> ExampleStream {
    try examples(at: path, options: DataOptions())
  }
}

/// What a person should know of a source before using it.
public struct DataCard: Sendable, Hashable, Codable {
  /// The name used in commands and in `Example.source`.
  public var name: String
  /// One sentence on what is in it.
  public var summary: String
  /// Where the data comes from.
  public var homepage: String
  /// The data set's name on the Hugging Face hub, such as `allenai/reward-bench`, where it is
  /// published there.
  public var hub: String?
  /// The name of the folder in which the files are looked for, where it is not the source's own.
  public var folder: String?
  /// The licence as its publishers state it.
  public var licence: String
  /// Whether the data is a test set, which must not be trained on.
  public var isEvaluationOnly: Bool
  /// The parts that can be asked for, in the order in which they are read.
  public var parts: [DataPart]

  public init(
    name: String, summary: String, homepage: String, hub: String? = nil, folder: String? = nil,
    licence: String, isEvaluationOnly: Bool, parts: [DataPart]
  ) {
    self.name = name
    self.summary = summary
    self.homepage = homepage
    self.hub = hub
    self.folder = folder
    self.licence = licence
    self.isEvaluationOnly = isEvaluationOnly
    self.parts = parts
  }
}

/// One part of a source, such as a split or a subset.
public struct DataPart: Sendable, Hashable, Codable {
  /// The name used in options.
  public var name: String
  /// The upstream name of the file that holds it.
  public var fileName: String
  /// How many examples the published file gives; `nil` where that is not known for sure.
  public var exampleCount: Int?
  /// Whether it is read where no part is named.
  public var isDefault: Bool
  /// Whether it holds all default parts, and is read where none of them is there.
  public var standsForDefaults: Bool
  /// Where it lies on the Hugging Face hub.
  public var hub: HubPlace

  public init(
    name: String, fileName: String, exampleCount: Int?, isDefault: Bool = true,
    standsForDefaults: Bool = false, hub: HubPlace = .asUpstream
  ) {
    self.name = name
    self.fileName = fileName
    self.exampleCount = exampleCount
    self.isDefault = isDefault
    self.standsForDefaults = standsForDefaults
    self.hub = hub
  }
}

/// What to read of a source.
public struct DataOptions: Sendable, Hashable {
  /// The names of the parts to read; empty for the default ones.
  public var parts: [String]
  /// The limits that reading obeys.
  public var limits: ReadingLimits

  public init(parts: [String] = [], limits: ReadingLimits = ReadingLimits()) {
    self.parts = parts
    self.limits = limits
  }
}
