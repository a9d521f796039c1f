// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayJudging
import Foundation

/// `rubric`: gives every example a rubric, as R3 §3.2.3 does.
///
/// - `keep`: `own` (the default) leaves a rubric that says what the labels mean; `none` replaces it.
/// - `model`: who writes rubrics for point-wise examples, a name of the recipe's section `models`.
/// - `per`: `question` (the default) writes one for each task with its input, `task` one for each
///   instruction.
/// - `shots`: the pool of example rubrics; `${ASSAY_DATA}/r3/sample_feedback_collection.json`.
///   `few`: how many of them a request shows, the most similar; 5, and 0 shows none. `embedder`: what
///   similarity is measured with; `hashed`.
/// - `candidates`: how many rubrics are written for a task; 1. `pick`: `best` by the check, or
///   `drawn` for each example among those without a certain fault.
/// - `attempts`: how often a candidate is asked for; 3. `temperature` (0.7), `top_p` (1),
///   `max_tokens` (1024): how they are sampled.
///
/// Pairs and binary examples get one of R3's three wordings, drawn by the seed; pairs with ties,
/// steps, classifications and rankings pass as they are. Point-wise examples without a usable rubric
/// leave as `no-model`, `no-answer`, `unreadable`, `flawed` or `long-scale`. `rubric_origin` in the
/// metadata says where the rubric is from: `own`, `template` or `written`. Equal tasks are asked once.
struct RubricOperation: ItemwiseOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "rubric", summary: "A rubric for each example: its own, a template, or a written one.")
  ) { try RubricOperation($0) }

  let keepsOwn: Bool
  let model: String?
  let scope: Scope
  let pool: String
  let few: Int
  let embedder: String
  let pick: Pick
  let settings: RubricWriter.Settings
  var batchSize: Int { model == nil ? 256 : 32 }
  var concurrentBatches: Int { 4 }

  enum Keep: String, CaseIterable { case own, none }
  enum Scope: String, CaseIterable { case question, task }
  enum Pick: String, CaseIterable { case best, drawn }

  init(_ section: RecipeSection) throws {
    keepsOwn = (try section.choice("keep") ?? Keep.own) == .own
    model = try section.text("model")
    scope = try section.choice("per") ?? .question
    pool = try section.text("shots") ?? "${ASSAY_DATA}/r3/sample_feedback_collection.json"
    few = try section.whole("few") ?? 5
    embedder = try section.text("embedder") ?? "hashed"
    pick = try section.choice("pick") ?? .best
    settings = RubricWriter.Settings(
      sampling: SamplingParameters(
        temperature: try section.number("temperature", in: 0...10) ?? 0.7,
        topP: try section.number("top_p", in: 0.01...1) ?? 1,
        maximumTokens: try section.whole("max_tokens", atLeast: 1) ?? 1024),
      candidates: try section.whole("candidates", atLeast: 1) ?? 1,
      attempts: try section.whole("attempts", atLeast: 1) ?? 3)
    for field in ["per", "shots", "few", "embedder", "pick", "candidates", "attempts"]
    where model == nil && section.has(field) {
      throw section.failure(
        field, "'\(field)' says how a model writes rubrics, and no model is named.",
        advice: "Add 'model', a name of the recipe's section 'models', or leave it out.")
    }
  }

  func content(in context: CurationContext) async throws -> JSONValue {
    var members: [String: JSONValue] = ["keep": .bool(keepsOwn), "version": 1]
    guard let model else { return .object(members) }
    let identity = try await context.model(model).identity
    members["model"] = .array([.string(identity.name), .string(identity.fingerprint)])
    members["per"] = .string(scope.rawValue)
    members["pick"] = .string(pick.rawValue)
    members["sampling"] = .string(settings.sampling.summary)
    members["candidates"] = .integer(settings.candidates)
    members["attempts"] = .integer(settings.attempts)
    if few > 0 {
      let identity = try await context.embedder(embedder).identity
      members["shots"] = [
        .integer(few), .string(try CurationContext.hash(of: context.file(pool))),
        .string(identity.name), .string(identity.fingerprint),
      ]
    }
    return .object(members)
  }

  func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    guard let model, !sample.isEmpty else { return [] }
    let open = sample.filter { task(for: $0) != nil }
    // Equal tasks of the sample show how often they will be equal in the whole.
    let distinct = Set(open.compactMap(task(for:))).count
    let requests = count * distinct / sample.count * settings.candidates
    let tokens = open.reduce(0) {
      $0 + TokenEstimator.standard.tokens(in: $1.instruction)
        + (scope == .question ? TokenEstimator.standard.tokens(in: $1.input) : 0)
    }
    let mean = open.isEmpty ? 0 : tokens / open.count
    return [
      ModelDemand(
        model: model, requests: requests, promptTokens: requests * (mean + 200 + 250 * few),
        completionTokens: requests * min(settings.sampling.maximumTokens, 300))
    ]
  }

  func worker(in context: CurationContext) async throws -> ItemWorker {
    let desk = try await desk(in: context)
    let seed = context.seed
    return { batch in
      let tasks = batch.map(task(for:))
      let asked = tasks.compactMap { $0 }
      let written = try await desk?.outcomes(for: asked) ?? []
      var answers = written.makeIterator()
      return zip(batch, tasks).map { example, task in
        let answer = task == nil ? nil : answers.next()
        return ItemOutcome(fate(of: example, answer, seed: seed))
      }
    }
  }

  private func desk(in context: CurationContext) async throws -> RubricDesk? {
    guard let model else { return nil }
    var settings = settings
    settings.seed = context.seed
    let shots =
      few > 0
      ? try await RubricShots(
        RubricPool(contentsOf: context.file(pool)), embedder: context.embedder(embedder),
        count: few) : RubricShots.none
    return try RubricDesk(
      folder: context.scratch.appending(path: "rubrics"),
      writer: RubricWriter(model: try await context.model(model), shots: shots, settings: settings))
  }

  /// What a model is asked for the example; `nil` where it is not.
  private func task(for example: Example) -> RubricTask? {
    guard case .pointwise(let scale) = example.format, !isKept(example),
      scale.highest - scale.lowest < RubricTask.mostLevels
    else { return nil }
    let isWhole = scope == .task && !example.instruction.isEmpty
    return RubricTask(
      instruction: example.instruction, input: isWhole ? "" : example.input,
      labels: (scale.lowest...max(scale.lowest, scale.highest)).map { "\($0)" })
  }

  private func isKept(_ example: Example) -> Bool {
    keepsOwn && !(example.rubric?.levels ?? []).isEmpty
  }

  private func fate(
    of example: Example, _ written: RubricWriter.Outcome?, seed: UInt64
  ) -> Fate {
    var example = example
    if isKept(example) {
      // What an earlier stage gave it is no rubric of its source.
      if example.metadata["rubric_origin"] == nil { example.metadata["rubric_origin"] = "own" }
      return .kept(example)
    }
    if let (index, rubric) = RubricTemplates.drawn(for: example, seed: seed) {
      example.rubric = filled(example.rubric, with: rubric)
      example.metadata["rubric_origin"] = "template"
      example.metadata["rubric_variant"] = .integer(index + 1)
      return .kept(example)
    }
    guard case .pointwise(let scale) = example.format else { return .kept(example) }
    guard scale.highest - scale.lowest < RubricTask.mostLevels else {
      return Self.departure(
        "long-scale",
        "\(scale.lowest) to \(scale.highest), and \(RubricTask.mostLevels) levels "
          + "are the most")
    }
    switch written {
    case nil: return Self.departure("no-model", "the example has no rubric, and 'model' is not set")
    case .failed(let reason, let detail): return Self.departure(reason, detail)
    case .written(let drafts):
      let draft = drawn(from: drafts, for: example, seed: seed)
      example.rubric = filled(keepsOwn ? example.rubric : nil, with: draft.rubric)
      example.metadata["rubric_origin"] = "written"
      if !draft.findings.isEmpty {
        example.metadata["rubric_suspects"] = .array(
          draft.findings.map { .string($0.kind.rawValue) })
      }
      return .kept(example)
    }
  }

  private func drawn(
    from drafts: [RubricWriter.Draft], for example: Example, seed: UInt64
  ) -> RubricWriter.Draft {
    guard pick == .drawn else { return drafts[0] }
    var generator = SeededGenerator(
      seed: StableHash.seed(seed, "\(example.source)/\(example.id)"), stream: "rubric-candidate")
    return drafts[generator.below(drafts.count)]
  }

  /// The levels of a rubric under the criteria that the example has already, if it has any.
  private func filled(_ own: Rubric?, with rubric: Rubric) -> Rubric {
    guard keepsOwn, let own, !own.criteria.isEmpty || own.named != nil else { return rubric }
    var filled = own
    filled.levels = rubric.levels
    return filled
  }

  private static func departure(_ reason: String, _ detail: String) -> Fate {
    .dropped(Departure(filter: "rubric", reason: reason, detail: detail))
  }
}
