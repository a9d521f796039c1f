// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData
public import Foundation

/// A data set as a recipe: where examples come from, what becomes of them, and how it is split.
///
/// ```yaml
/// name: small
/// seed: 7
/// folder: runs/small
/// stages:
///   - {name: nq, do: read, source: evouna, path: "${ASSAY_DATA}/evouna", parts: [NQ]}
///   - {name: chosen, do: sample, from: nq, count: 400}
/// output: {from: chosen, validation: 0.1}
/// ```
public struct CurationRecipe: Sendable {
  /// The data set's name.
  public let name: String
  /// What the data set is for; the first paragraph of its card.
  public let summary: String
  /// Everything random follows from it.
  public let seed: UInt64
  /// Where the data set and its stages are kept, relative to the working folder.
  public let folder: String
  /// Models by the names that stages use; what a description holds is read by who opens it.
  public let models: [String: JSONValue]
  /// Embedders by the names that stages use, described likewise.
  public let embedders: [String: JSONValue]
  /// The stages, each after those that it takes examples from.
  public let stages: [RecipeStage]
  /// What is written at the end.
  public let output: Output
  /// Whether stages were added that drop what is not freely licensed (``permissiveOnly()``).
  public internal(set) var isPermissiveOnly = false

  /// What is written at the end.
  public struct Output: Sendable, Hashable {
    /// The stage whose examples are the data set.
    public var stage: String
    /// The share of questions that go to the validation part.
    public var validation: Double
    /// The share of questions that go to the test part.
    public var test: Double
    /// The licence that the data set is published under, for its card.
    public var licence: String?

    public init(
      stage: String, validation: Double = 0, test: Double = 0, licence: String? = nil
    ) {
      self.stage = stage
      self.validation = validation
      self.test = test
      self.licence = licence
    }
  }

  /// A recipe made in a program; the stages stand in an order in which they can be carried out.
  public init(
    name: String, summary: String = "", seed: UInt64 = 0, folder: String,
    models: [String: JSONValue] = [:], embedders: [String: JSONValue] = [:],
    stages: [RecipeStage], output: Output
  ) {
    self.name = name
    self.summary = summary
    self.seed = seed
    self.folder = folder
    self.models = models
    self.embedders = embedders
    self.stages = stages
    self.output = output
  }

  /// Reads a recipe file.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable`, or `malformedFile` with line and field.
  public init(contentsOf file: URL) throws {
    try self.init(yaml: RecipeSection.text(of: file), file: file.path(percentEncoded: false))
  }

  /// Reads a recipe's text; `file` is its name for messages.
  public init(yaml: String, file: String) throws {
    let root = try RecipeSection(yaml: yaml, file: file)
    name = try root.required("name", root.text("name"))
    summary = try root.text("summary") ?? ""
    seed = UInt64(try root.whole("seed", atMost: .max) ?? 0)
    folder = try root.required("folder", root.text("folder"))
    models = try Self.descriptions(root.section("models"))
    embedders = try Self.descriptions(root.section("embedders"))
    var stages: [RecipeStage] = []
    let sections = try root.required("stages", root.sections("stages"))
    let names = try sections.compactMap { try $0.text("name") }
    for section in sections {
      stages.append(try RecipeStage(section, after: stages, among: names))
    }
    self.stages = stages
    guard let last = stages.last else {
      throw root.failure("stages", "The recipe has no stages.", advice: "Begin with 'do: read'.")
    }
    let section = try root.section("output")
    let output = Output(
      stage: try section?.text("from") ?? last.name,
      validation: try section?.number("validation", in: 0...1) ?? 0,
      test: try section?.number("test", in: 0...1) ?? 0, licence: try section?.text("licence"))
    guard stages.contains(where: { $0.name == output.stage }) else {
      throw (section ?? root).failure(
        "from", "No stage is called '\(output.stage)'.",
        advice: SimilarName.question(output.stage, among: stages.map(\.name))
          + "The stages are: \(stages.map(\.name).joined(separator: ", ")).")
    }
    guard output.validation + output.test <= 1 else {
      throw (section ?? root).failure(
        "test", "The shares of validation and test exceed 1.", advice: "Lower one of them.")
    }
    self.output = output
    try section?.finish()
    try root.finish()
  }

  /// What a section describes, by name.
  private static func descriptions(_ section: RecipeSection?) throws -> [String: JSONValue] {
    var descriptions: [String: JSONValue] = [:]
    for name in section?.names ?? [] { descriptions[name] = try section?.json(name) }
    return descriptions
  }
}
