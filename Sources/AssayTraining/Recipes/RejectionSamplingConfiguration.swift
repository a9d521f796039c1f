// SPDX-License-Identifier: Apache-2.0

import AssayCore
import AssayData
public import Foundation

/// A whole recipe of rejection-sampling fine-tuning: the weights to start from, the examples to
/// sample, and how.
public struct RejectionSamplingConfiguration: Sendable, Hashable, Codable {
  /// The name of the model that comes out.
  public var name: String
  /// The folder of the starting model, relative to the working folder.
  public var start: String
  public var data: [SFTConfiguration.DataSource]
  /// The name of the prompt style.
  public var style: String
  public var settings: RejectionSamplingSettings
  public var evaluation: SFTConfiguration.EvaluationChoice?
  /// The folder of the run, relative to the working folder.
  public var output: String
}

extension RejectionSamplingConfiguration {
  /// Reads a recipe file.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable`, or `malformedFile` with line and field.
  public init(contentsOf file: URL) throws {
    try self.init(yaml: RecipeSection.text(of: file), file: file.path(percentEncoded: false))
  }

  /// Reads a recipe's text; `file` is its name for messages.
  ///
  /// - Throws: An `AssayError` with code `malformedFile` with line and field.
  public init(yaml: String, file: String) throws {
    let root = try RecipeSection(yaml: yaml, file: file)
    name = try root.required("name", root.text("name"))
    let seed = UInt64(try root.whole("seed", atMost: .max) ?? 0)
    let model = try root.required("model", root.section("model"))
    start = try model.required("folder", model.text("folder"))
    try model.finish()
    data = try SFTConfiguration.sources(root.required("data", root.section("data")))
    let section = try root.required("prompt", root.section("prompt"))
    for field in ["target", "thinking"] where section.has(field) {
      throw section.failure(
        field, "Rejection sampling learns the model's own answers.",
        advice: "Leave the field out; it belongs to assay train sft.")
    }
    let prompt = try SFTConfiguration.PromptChoice(section)
    style = prompt.style
    let training = try SFTSettings(
      root.required("training", root.section("training")), seed: seed)
    settings = RejectionSamplingSettings(
      verdictOnlyShare: prompt.verdictOnlyShare, maximumTokens: prompt.maximumTokens,
      training: training, seed: seed)
    if let section = try root.section("sampling") { try settings.read(section) }
    evaluation = try root.section("evaluation").map {
      try SFTConfiguration.EvaluationChoice($0)
    }
    let place = try root.required("output", root.section("output"))
    output = try place.required("folder", place.text("folder"))
    try place.finish()
    try root.finish()
  }
}

extension RejectionSamplingSettings {
  /// Takes the fields of a recipe's `sampling` section.
  mutating func read(_ section: RecipeSection) throws {
    iterations = try section.whole("iterations", atLeast: 1) ?? iterations
    samplesPerExample = try section.whole("samples", atLeast: 1) ?? samplesPerExample
    sampling.temperature =
      try section.number("temperature", in: 0...10) ?? sampling.temperature
    sampling.topP = try section.number("top_p", in: 0...1) ?? sampling.topP
    sampling.maximumTokens =
      try section.whole("max_tokens", atLeast: 1) ?? sampling.maximumTokens
    addsSwappedPairs = try section.flag("swapped_pairs") ?? addsSwappedPairs
    requestsPerBatch = try section.whole("requests_per_batch", atLeast: 1) ?? requestsPerBatch
    try section.finish()
  }
}
