// SPDX-License-Identifier: Apache-2.0

/// Several named criteria in one answer, each with its reason and its own verdict.
///
/// The answer is one JSON object with `NAME_reason` and `NAME_score` for each criterion of the
/// example's rubric, in their order; a rubric without named criteria is one criterion, `overall`.
/// The verdict has every criterion's own (``Verdict/criteria``) and their sum: the weighted mean of
/// scores, rounded; true where all are true; the response that more weight prefers. Where one
/// criterion has no judgment, neither has the whole.
public struct CriteriaStyle: SchemaStyle {
  public let name = "criteria"
  /// How much the reader forgives.
  public var policy: ParsePolicy

  public init(policy: ParsePolicy = .lenient) { self.policy = policy }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    let fields = try fields(of: example)
    let labels = try labels(of: example)
    let isPair = example.format.isPairwise
    let shown = example.guarded(by: guarding(fields))
    var blocks = [("Task", PromptBlocks.question(of: shown))]
    if case .verification(reference: true) = example.format {
      blocks.append(("Reference", try shown.referenceText()))
    } else if let reference = shown.reference {
      blocks.append(("Reference", reference))
    }
    if isPair {
      let pair = try shown.responsePair()
      blocks += [("Response 1", pair.first), ("Response 2", pair.second)]
    } else {
      blocks.append(("Response", try shown.singleResponse()))
    }
    let criteria = fields.map { field in
      field.criterion.meaning.isEmpty
        ? field.criterion.name : "\(field.criterion.name): \(field.criterion.meaning)"
    }
    blocks.append(("Criteria", criteria.joined(separator: "\n")))
    let levels = example.rubric?.levels ?? []
    if !levels.isEmpty {
      blocks.append(
        ("Levels", levels.map { "\($0.label): \($0.meaning)" }.joined(separator: "\n")))
    }
    let lines = fields.flatMap { field in
      let score = #"  "\#(field.score)": "\#(labels)""#
      return form == .critique
        ? [#"  "\#(field.reason)": "why, in a sentence or two""#, score] : [score]
    }
    return [
      .user(
        """
        You judge \(isPair ? "two responses" : "one response") by several criteria. Judge by each \
        of them on its own: what one criterion asks for must not count for another.

        \(PromptBlocks.text(blocks))

        ###Answer form:
        Write one JSON object with these fields in this order, and nothing else.
        {
        \(lines.joined(separator: ",\n"))
        }
        """)
    ]
  }

  public func target(
    _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
  ) throws -> String {
    try target(
      try fields(of: example).map { _ in (judgment, critique) }, for: example, form: form)
  }

  /// Writes the answer with a judgment and a reason for each criterion, in their order.
  ///
  /// - Throws: `invalidExample` where they are not as many as the criteria, or one of them does not
  ///   answer the format.
  public func target(
    _ judgments: [(judgment: Judgment, reason: String)], for example: Example, form: PromptForm
  ) throws -> String {
    let fields = try fields(of: example)
    let space = try space(for: example)
    guard fields.count == judgments.count else {
      throw example.invalid("has \(fields.count) criteria and was given \(judgments.count)")
    }
    let lines = try zip(fields, judgments).flatMap { field, part in
      try example.check(part.judgment)
      guard let label = space.label(of: part.judgment) else {
        throw example.invalid("has no label for '\(part.judgment)' in the style \(name)")
      }
      let score = "\(Self.quoted(field.score)): \(Self.quoted(label))"
      return form == .critique
        ? ["\(Self.quoted(field.reason)): \(Self.quoted(part.reason))", score] : [score]
    }
    return "{\n  \(lines.joined(separator: ",\n  "))\n}"
  }

  public func verdict(
    from completion: Completion, for example: Example, form: PromptForm
  ) -> Verdict {
    guard let fields = try? fields(of: example), let space = try? space(for: example) else {
      return .unscored(.failed(example.unsupported(by: name).message))
    }
    let verdicts = fields.map { field in
      policy.applied(
        to: JSONVerdictReader(
          space: space, verdictKey: field.score, critiqueKey: field.reason,
          responseNames: example.format.isPairwise ? Self.responses : []
        ).verdict(from: completion))
    }
    let parts = zip(fields, verdicts).map { field, verdict in
      CriterionVerdict(
        name: field.criterion.name, weight: field.criterion.weight ?? 1,
        outcome: verdict.outcome, reason: verdict.critique)
    }
    guard parts.count > 1 else { return verdicts.first ?? .unscored(.unparsed) }
    let reasons = parts.compactMap { part in part.reason.map { "\(part.name): \($0)" } }
    var notes: [ReadingNote] = []
    for note in verdicts.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
    var whole = Verdict(
      CriterionVerdict.sum(of: parts, format: example.format),
      critique: reasons.isEmpty ? nil : reasons.joined(separator: "\n"),
      reasoning: verdicts.first?.reasoning, notes: notes)
    whole.criteria = parts
    return whole
  }

  /// One object with a reason and a label for each criterion.
  public func schema(for example: Example, form: PromptForm) -> OutputSchema? {
    guard let fields = try? fields(of: example), let space = try? space(for: example) else {
      return nil
    }
    let labels = example.legalJudgments.compactMap { space.label(of: $0) }
    guard !labels.isEmpty else { return nil }
    return .object(
      name: "judgment",
      fields: fields.flatMap { field in
        let score = OutputSchema.Field(field.score, .choice(labels))
        return form == .critique ? [OutputSchema.Field(field.reason, .text), score] : [score]
      })
  }

  // MARK: Fields

  /// A criterion and the names of its two fields.
  struct Field {
    var criterion: Rubric.Criterion
    var reason: String
    var score: String
  }

  func fields(of example: Example) throws -> [Field] {
    var criteria = example.rubric?.named ?? []
    if criteria.isEmpty {
      let text = example.rubric?.criteria ?? ""
      let meaning = text.isEmpty ? "how well the response does what the task asks for" : text
      criteria = [Rubric.Criterion(name: "overall", meaning: meaning)]
    }
    var taken: Set<String> = []
    return try criteria.map { criterion in
      let key = String(
        criterion.name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
      guard key.contains(where: { $0 != "_" }), taken.insert(key).inserted else {
        throw example.invalid("has a criterion '\(criterion.name)' whose name is none or is taken")
      }
      return Field(criterion: criterion, reason: "\(key)_reason", score: "\(key)_score")
    }
  }

  func space(for example: Example) throws -> AnswerSpace {
    switch example.format {
    case .pointwise(let scale): return example.wordSpace ?? .scores(scale)
    case .binary, .verification:
      return .names([.init("true", .boolean(true)), .init("false", .boolean(false))])
    case .pairwise(let ties):
      let names = zip(Self.responses, [Preference.first, .second]).map {
        AnswerSpace.Name($0, .preference($1))
      }
      return .names(ties ? names + [.init("tie", .preference(.tie))] : names)
    default: throw example.unsupported(by: name)
    }
  }

  /// What a score may be, in words.
  private func labels(of example: Example) throws -> String {
    switch try space(for: example) {
    case .scores(let scale):
      "a whole number from \(scale.lowest) to \(scale.highest); \(scale.highest) is the best"
    case .names(let names): names.map(\.label).joined(separator: " or ")
    case .steps: throw example.unsupported(by: name)
    }
  }

  private static let responses = ["Response 1", "Response 2"]

  /// The escaped slash keeps a quoted closing tag from looking like the end of thinking.
  private static func quoted(_ text: String) -> String {
    JSONValue.string(text).jsonText.replacing("</think>", with: "<\\/think>")
  }

  private func guarding(_ fields: [Field]) -> TextGuard {
    TextGuard(
      [
        .line("###Task"), .line("###Reference"), .line("###Response"), .line("###Criteria"),
        .line("###Levels"), .line("###Answer"),
      ] + fields.map { .key($0.score) })
  }
}
