// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayJudging

/// `falsify`: a right and a wrong answer to each question, as two binary examples of one group or as
/// a pair (R3 §3.2.1 and §4.1).
///
/// - `by`: where the wrong answer comes from, tried in this order until one passes: `options` (another
///   option of the question), `recorded` (the metadata's `wrong_answers`, as `collate` leaves them),
///   `model` (R3's two passes); or `rules` alone, the special rules of BIG-Bench-Hard.
/// - `makes`: `binary`, `pairwise`; else binary.
/// - `refuse`: `suspect` (the default) takes no answer about which the audit says anything, `certain`
///   takes suspects.
/// - `model`, `temperature` (0.01), `max_tokens` (32), `attempts` (3): for `model`.
///
/// Right is the first alias (`aliases` in the metadata, else the reference cut at its slashes), the
/// metadata's `answer`, or for options the right one: `options` and `answer` (its letter, its place
/// from 0, or its text) in the metadata, or lettered lines `(A) …` under `Options:` in the input with
/// the letter as answer. Every wrong answer is compared with all aliases first. Questions for which
/// none passes leave as `no-negative`, those without a right answer as `no-answer`; the others leave
/// as `replaced` by what was made of them. `negative` in the metadata of each says how it was made.
struct FalsifyOperation: ItemwiseOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "falsify", summary: "A right and a wrong answer to each question, every one audited.")
  ) { section in
    let names = try section.required("by", section.texts("by"))
    return names == ["rules"] ? try FalsifyByRules(section) : try FalsifyOperation(section, names)
  }

  let ways: [Way]
  let form: NegativeForm
  let refused: Set<NegativeFinding>
  let model: String?
  let settings: NegativeWriter.Settings
  var batchSize: Int { model == nil ? 256 : 32 }
  var concurrentBatches: Int { model == nil ? 2 : 4 }

  enum Way: String, CaseIterable { case options, recorded, model }
  private enum Refusal: String, CaseIterable { case suspect, certain }

  init(_ section: RecipeSection, _ names: [String]) throws {
    ways = try names.map { name in
      guard let way = Way(rawValue: name) else {
        throw section.failure(
          "by", name == "rules" ? "'rules' stands alone." : "There is no way '\(name)'.",
          advice: "The ways are: options, recorded, model; or rules alone.")
      }
      return way
    }
    guard !ways.isEmpty, Set(ways).count == ways.count else {
      throw section.failure(
        "by", "The list is empty or repeats itself.", advice: "Name each way once.")
    }
    form = try NegativeForm(section)
    let refusal: Refusal = try section.choice("refuse") ?? .suspect
    refused = refusal == .suspect ? Set(NegativeFinding.allCases) : NegativeFinding.certain
    let asks = ways.contains(.model)
    for field in ["model", "temperature", "max_tokens", "attempts"]
    where !asks && section.has(field) {
      throw section.failure(
        field, "'\(field)' is for 'by: [model]'.", advice: "Add model to 'by', or leave it out.")
    }
    model = asks ? try section.required("model", section.text("model")) : nil
    settings = NegativeWriter.Settings(
      sampling: SamplingParameters(
        temperature: try section.number("temperature", in: 0...10) ?? 0.01,
        maximumTokens: try section.whole("max_tokens", atLeast: 1) ?? 32),
      attempts: try section.whole("attempts", atLeast: 1) ?? 3, refused: refused)
  }

  func most(from count: Int) -> Int {
    count * form.tasks.reduce(0) { $0 + ($1 == .binary ? 2 : 1) }
  }

  func content(in context: CurationContext) async throws -> JSONValue {
    var members: [String: JSONValue] = [
      "by": .array(ways.map { .string($0.rawValue) }), "makes": form.content,
      "refused": .array(refused.map(\.rawValue).sorted().map { .string($0) }), "version": 1,
    ]
    if let model {
      let identity = try await context.model(model).identity
      members["model"] = .array([.string(identity.name), .string(identity.fingerprint)])
      members["sampling"] = .string(settings.sampling.summary)
      members["attempts"] = .integer(settings.attempts)
    }
    return .object(members)
  }

  func demands(
    of sample: [Example], count: Int, in context: CurationContext
  ) async throws -> [ModelDemand] {
    guard let model, !sample.isEmpty else { return [] }
    let sampler = NegativeSampler(refused: refused)
    let open = sample.filter { drawn(for: $0, sampler).negative == nil }
    let requests = 2 * count * open.count / sample.count
    let tokens = open.reduce(0) {
      $0 + TokenEstimator.standard.tokens(in: Question($1).question.question)
    }
    let mean = open.isEmpty ? 0 : tokens / open.count
    return [
      ModelDemand(
        model: model, requests: requests, promptTokens: requests * (mean + 150),
        completionTokens: requests * settings.sampling.maximumTokens)
    ]
  }

  func worker(in context: CurationContext) async throws -> ItemWorker {
    let sampler = NegativeSampler(seed: context.seed, refused: refused)
    var settings = settings
    settings.seed = context.seed
    var writer: NegativeWriter?
    if let model {
      writer = NegativeWriter(model: try await context.model(model), settings: settings)
    }
    let (asked, seed) = (writer, context.seed)
    return { batch in
      var found = batch.map { drawn(for: $0, sampler) }
      let open = found.indices.filter { found[$0].negative == nil && found[$0].right != nil }
      if let asked, !open.isEmpty {
        let questions = open.map { Question(batch[$0]).question }
        for (index, outcome) in zip(open, try await asked.negatives(for: questions)) {
          switch outcome {
          case .made(let negative): found[index].negative = negative
          case .failed(let reason, let detail):
            found[index].failure = "\(reason): \(detail)"
          }
        }
      }
      return zip(batch, found).map { outcome(of: $0, $1, seed: seed) }
    }
  }

  /// What is known of one question: its answers, or why there is no wrong one.
  private struct Found {
    var right: String?
    var negative: Negative?
    var failure = ""
  }

  /// The wrong answer that is at hand already.
  private func drawn(for example: Example, _ sampler: NegativeSampler) -> Found {
    let known = Question(example)
    var found = Found(right: known.question.aliases.first)
    for way in ways {
      switch way {
      case .options:
        guard let options = known.options else {
          found.failure = "the question has no options"
          continue
        }
        found.right = options.shown(options.right)
        if let wrong = sampler.option(
          for: example.id, of: options.texts, right: options.right)
        {
          found.negative = Negative(text: options.shown(wrong), origin: .option)
        } else {
          found.failure = "no option differs from the right one"
        }
      case .recorded:
        found.negative = sampler.recorded(for: known.question)
        if found.negative == nil {
          found.failure =
            known.question.wrongAnswers.isEmpty
            ? "no wrong answer is recorded"
            : "the audit refuses all of \(known.question.wrongAnswers.count) recorded answers"
        }
      case .model: break
      }
      if found.negative != nil { return found }
    }
    return found
  }

  private func outcome(of example: Example, _ found: Found, seed: UInt64) -> ItemOutcome {
    guard let right = found.right else {
      return Self.departure("no-answer", "no alias, reference or answer is known")
    }
    guard let negative = found.negative else {
      return Self.departure("no-negative", found.failure)
    }
    return ItemOutcome(
      kept: form.examples(from: example, right: right, wrong: negative, seed: seed),
      note: negative.origin.rawValue)
  }

  private static func departure(_ reason: String, _ detail: String) -> ItemOutcome {
    ItemOutcome(
      kept: [], departure: Departure(filter: "falsify", reason: reason, detail: detail))
  }

  /// A question as an example has it.
  private struct Question {
    var question: NegativeQuestion
    var options: AnswerOptions?

    init(_ example: Example) {
      options = AnswerOptions(of: example)
      var aliases = NegativeFilter.aliases(of: example)
      if let answer = example.metadata["answer"]?.stringValue, options == nil,
        !aliases.contains(answer)
      {
        aliases.insert(answer, at: 0)
      }
      if let options { aliases.append(options.texts[options.right]) }
      question = NegativeQuestion(
        id: "\(example.source)/\(example.id)",
        question: [example.instruction, example.input].filter { !$0.isEmpty }
          .joined(separator: "\n\n"),
        aliases: aliases, wholeGold: example.reference,
        wrongAnswers: example.metadata["wrong_answers"]?.arrayValue?.compactMap(\.stringValue)
          ?? [])
    }
  }
}
