// SPDX-License-Identifier: Apache-2.0

extension TemplateStyle {
  private static let formats = [
    "pointwise", "pairwise", "binary", "verification", "verification-reference", "stepwise",
    "classification",
  ]
  private static let places = [
    "instruction", "input", "response", "response_a", "response_b", "steps", "reference",
    "rubric", "lowest", "highest", "labels",
  ]

  /// Parses a style from the text of a JSON file.
  ///
  /// - Throws: An `AssayError` with code `malformedFile` that names the place.
  public init(parsing text: String, file: String = "style") throws {
    let json: JSONValue
    do {
      json = try JSONParser.parse(text)
    } catch {
      throw AssayError(
        .malformedFile, "The style is not JSON (byte \(error.offset): \(error.message)).",
        advice: "Correct the file.", location: SourceLocation(file: file))
    }
    try self.init(json: json, file: file)
  }

  /// Makes a style out of the content of its file, and checks all of it.
  ///
  /// - Throws: An `AssayError` with code `malformedFile` whose location names the field.
  public init(json: JSONValue, file: String = "style") throws {
    let fields = TemplateFields(file: file)
    let root = try fields.members(json, "", known: ["name", "delimiters", "formats"])
    name = try fields.text(root["name"], "name")
    fingerprint = String(StableHash.fnv1a(json.jsonText), radix: 16)
    guard name.utf8.allSatisfy({ ByteText.isWordByte($0) || $0 == UInt8(ascii: "-") }) else {
      throw fields.failure("name", "must be made of letters, digits, '-' and '_'")
    }
    let delimiters = try fields.texts(root["delimiters"], "delimiters")
    let formats = try fields.members(root["formats"], "formats", known: Self.formats)
    guard !formats.isEmpty else { throw fields.failure("formats", "has no format") }
    var tasks: [String: TemplateTask] = [:]
    for format in formats.keys.sorted() {
      tasks[format] = try Self.task(
        formats[format], at: "formats.\(format)", format, delimiters, fields)
    }
    self.tasks = tasks
    try check(fields)
  }

  private static func task(
    _ json: JSONValue?, at path: String, _ format: String, _ delimiters: [String],
    _ fields: TemplateFields
  ) throws -> TemplateTask {
    let members = try fields.members(
      json, path, known: ["labels", "json", "explanation", "pattern", "critique", "verdict-only"])
    var rule: TemplateTask.Rule
    switch (members["json"], members["pattern"]) {
    case (let key?, nil):
      let critique = members["explanation"]
      rule = .json(
        verdict: try fields.text(key, "\(path).json"),
        critique: try critique.map { try fields.text($0, "\(path).explanation") } ?? "explanation")
    case (nil, let pattern?):
      let text = try fields.text(pattern, "\(path).pattern")
      guard (try? Regex(text)) != nil else {
        throw fields.failure("\(path).pattern", "is no regular expression")
      }
      rule = .pattern(text)
    default: throw fields.failure(path, "needs either json or pattern, and not both")
    }
    let keys = format == "pairwise" ? ["first", "second", "tie"] : ["true", "false"]
    var labels: [String: String] = [:]
    let given = try members["labels"].map {
      try fields.members($0, "\(path).labels", known: keys)
    }
    for (key, value) in (given ?? [:]).sorted(by: { $0.key < $1.key }) {
      labels[key] = try fields.text(value, "\(path).labels.\(key)")
    }
    var texts: [PromptForm: TemplateTask.Texts] = [:]
    for form in PromptForm.allCases {
      guard let json = members[form.rawValue] else { continue }
      texts[form] = try self.texts(json, "\(path).\(form.rawValue)", rule, form, format, fields)
    }
    guard !texts.isEmpty else {
      throw fields.failure(path, "needs the form critique or verdict-only")
    }
    return TemplateTask(
      texts: texts, rule: rule, labels: labels,
      textGuard: guarding(texts, rule, delimiters))
  }

  private static func texts(
    _ json: JSONValue, _ path: String, _ rule: TemplateTask.Rule, _ form: PromptForm,
    _ format: String, _ fields: TemplateFields
  ) throws -> TemplateTask.Texts {
    let members = try fields.members(json, path, known: ["system", "user", "answer"])
    let user = try fields.text(members["user"], "\(path).user")
    let system = try members["system"].map { try fields.text($0, "\(path).system") }
    for (text, field) in [(user, "user"), (system ?? "", "system")] {
      try fields.check(text, "\(path).\(field)", places: places)
    }
    let needed: [String] =
      switch format {
      case "pairwise": ["response_a", "response_b"]
      case "stepwise": ["steps"]
      case "verification-reference": ["response", "reference"]
      default: ["response"]
      }
    for place in needed where !PromptTemplate(user).has(place) {
      throw fields.failure("\(path).user", "has no place {\(place)}")
    }
    guard case .pattern = rule else {
      if members["answer"] != nil {
        throw fields.failure("\(path).answer", "has no use beside a json rule")
      }
      return TemplateTask.Texts(system: system, user: user)
    }
    let answer = try fields.text(members["answer"], "\(path).answer")
    try fields.check(answer, "\(path).answer", places: ["label", "critique"])
    for place in form == .critique ? ["label", "critique"] : ["label"]
    where !PromptTemplate(answer).has(place) {
      throw fields.failure("\(path).answer", "has no place {\(place)}")
    }
    return TemplateTask.Texts(system: system, user: user, answer: answer)
  }

  /// The literal lines of the user's templates, what stands before a label, and what the file
  /// names itself.
  private static func guarding(
    _ texts: [PromptForm: TemplateTask.Texts], _ rule: TemplateTask.Rule, _ delimiters: [String]
  ) -> TextGuard {
    var found = delimiters.map { TextGuard.Delimiter.mark($0) }
    if case .json(let key, _) = rule { found.append(.key(key)) }
    for form in PromptForm.allCases {
      guard let text = texts[form] else { continue }
      found += text.user.split(whereSeparator: \.isNewline)
        .map { $0.trimmingPrefix { $0 == " " } }
        .filter { $0.count > 2 && !$0.contains("{") }.map { .line(String($0)) }
      let before = text.answer?.components(before: "{label}").split(whereSeparator: \.isNewline)
        .last?.replacing("{critique}", with: "").trimmingPrefix { $0 == " " }
      if let before, before.count > 1 {
        let bare = before.last == " " ? before.dropLast() : before
        found.append(.mark(String(bare)))
      }
    }
    return TextGuard(found)
  }
}

extension String {
  /// The text before the first place of the piece.
  fileprivate func components(before piece: String) -> Substring {
    ranges(of: piece).first.map { self[..<$0.lowerBound] } ?? self[...]
  }
}
