// SPDX-License-Identifier: Apache-2.0

import AssayCore
import AssayData
public import Foundation

extension SFTConfiguration {
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
    let model = try StartingModel(root.required("model", root.section("model")))
    self.model = model
    tokenizer = try TokenizerChoice(root.section("tokenizer"), model: model)
    data = try Self.sources(root.required("data", root.section("data")))
    prompt = try PromptChoice(root.required("prompt", root.section("prompt")))
    training = try SFTSettings(root.required("training", root.section("training")), seed: seed)
    evaluation = try root.section("evaluation").map { try EvaluationChoice($0) }
    output = try OutputChoice(root.required("output", root.section("output")))
    try root.finish()
  }

  static func sources(_ section: RecipeSection) throws -> [DataSource] {
    var sources: [DataSource] = []
    if let settings = try section.json("digit_chains") { sources.append(.digitChains(settings)) }
    sources += (try section.texts("files") ?? []).map(DataSource.file)
    try section.finish()
    guard !sources.isEmpty else {
      throw section.failure(
        "files", "The recipe names no data.", advice: "Give digit_chains, or a list of files.")
    }
    return sources
  }
}

extension SFTConfiguration.StartingModel {
  init(_ section: RecipeSection) throws {
    let folder = try section.text("folder")
    let shape = try section.section("qwen3").map { try ModelShape($0) }
    try section.finish()
    switch (folder, shape) {
    case (.some(let folder), nil): self = .folder(folder)
    case (nil, .some(let shape)): self = .scratch(shape)
    default:
      throw section.failure(
        "folder", "A model has either a folder or a shape.",
        advice: "Give one of folder and qwen3.")
    }
  }
}

extension ModelShape {
  init(_ section: RecipeSection) throws {
    func size(_ key: CodingKeys) throws -> Int {
      try section.required(key.rawValue, section.whole(key.rawValue, atLeast: 1))
    }
    self.init(
      hiddenSize: try size(.hiddenSize), intermediateSize: try size(.intermediateSize),
      layers: try size(.layers), attentionHeads: try size(.attentionHeads),
      keyValueHeads: try size(.keyValueHeads), headDimension: try size(.headDimension))
    maximumPositions =
      try section.whole(CodingKeys.maximumPositions.rawValue, atLeast: 1) ?? maximumPositions
    ropeTheta = try section.number(CodingKeys.ropeTheta.rawValue, in: 1...1e9) ?? ropeTheta
    normEpsilon = try section.number(CodingKeys.normEpsilon.rawValue, in: 1e-12...1) ?? normEpsilon
    tiesEmbeddings = try section.flag(CodingKeys.tiesEmbeddings.rawValue) ?? tiesEmbeddings
    initializerRange =
      try section.number(CodingKeys.initializerRange.rawValue, in: 1e-6...10) ?? initializerRange
    scalesResiduals =
      try section.flag(CodingKeys.scalesResiduals.rawValue) ?? scalesResiduals
    try section.finish()
    guard attentionHeads % keyValueHeads == 0 else {
      throw section.failure(
        CodingKeys.keyValueHeads.rawValue,
        "\(attentionHeads) attention heads cannot share \(keyValueHeads) key-value heads.",
        advice: "Choose a divisor of num_attention_heads.")
    }
    guard headDimension % 2 == 0 else {
      throw section.failure(
        CodingKeys.headDimension.rawValue, "Rotary positions need an even head dimension.")
    }
  }
}

extension SFTConfiguration.TokenizerChoice {
  private enum Kind: String, CaseIterable { case character, start }

  init(_ section: RecipeSection?, model: SFTConfiguration.StartingModel) throws {
    guard let section else {
      if case .folder = model { self = .ofStart } else { self = .characters(nil) }
      return
    }
    let kind: Kind = try section.required("kind", section.choice("kind"))
    switch kind {
    case .start:
      guard case .folder = model else {
        throw section.failure(
          "kind", "A model from scratch has no tokenizer yet.", advice: "Use kind: character.")
      }
      self = .ofStart
    case .character: self = .characters(try section.text("characters"))
    }
    try section.finish()
  }
}

extension SFTConfiguration.PromptChoice {
  init(_ section: RecipeSection) throws {
    self.init(style: try section.required("style", section.text("style")))
    verdictOnlyShare = try section.number("verdict_only_share", in: 0...1) ?? verdictOnlyShare
    maximumTokens = try section.whole("max_tokens", atLeast: 2) ?? maximumTokens
    target = try section.choice("target") ?? target
    thinking = try section.choice("thinking") ?? thinking
    try section.finish()
  }
}

extension SFTConfiguration.EvaluationChoice {
  init(_ section: RecipeSection) throws {
    self.init()
    examplesPerFormat =
      try section.whole("examples_per_format", atLeast: 1) ?? examplesPerFormat
    seed = try section.whole("seed", atMost: .max).map { UInt64($0) } ?? seed
    try section.finish()
  }
}

extension SFTConfiguration.OutputChoice {
  init(_ section: RecipeSection) throws {
    self.init(folder: try section.required("folder", section.text("folder")))
    weights = try section.choice("weights") ?? weights
    try section.finish()
  }
}
