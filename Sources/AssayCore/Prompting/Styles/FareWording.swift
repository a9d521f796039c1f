// SPDX-License-Identifier: Apache-2.0

/// The wording of the `fare` prompts: one system text and one user text for each task.
///
/// Assay ships its own wording (`standard`), because the prompts of FARE's model card are not
/// free. To run the FARE models with the words they were trained on, write those words into a
/// JSON file of this shape; a task or a text that is left out keeps ours:
///
/// ```json
/// {
///   "pairwise": {
///     "system": "…", "system_verdict_only": "…",
///     "user": "[User Question]\n{question}\n\n…{answer_a}…{answer_b}…"
///   },
///   "stepwise": {…}, "verification": {…}, "verification_reference": {…}, "rating": {…}
/// }
/// ```
///
/// Places: `{question}`, `{answer}`, `{answer_a}`, `{answer_b}`, `{steps}`, `{reference}`,
/// `{lowest}`, `{highest}`, and `{protocol}` for the example's own instruction and rubric. Where
/// no text has a place for the protocol, it follows the system text after an empty line. Other
/// braces stay as they are.
public struct FareWording: Sendable, Hashable {
  public var pairwise: Task
  public var stepwise: Task
  public var verification: Task
  public var verificationWithReference: Task
  public var rating: Task

  /// The texts of one task.
  public struct Task: Sendable, Hashable {
    /// The system message that asks for an explanation and a verdict.
    public var system: String
    /// The system message that asks for the verdict alone.
    public var systemVerdictOnly: String
    /// The user message.
    public var user: String

    public init(system: String, systemVerdictOnly: String, user: String) {
      self.system = system
      self.systemVerdictOnly = systemVerdictOnly
      self.user = user
    }
  }

  public init(
    pairwise: Task, stepwise: Task, verification: Task, verificationWithReference: Task,
    rating: Task
  ) {
    self.pairwise = pairwise
    self.stepwise = stepwise
    self.verification = verification
    self.verificationWithReference = verificationWithReference
    self.rating = rating
  }
}

extension FareWording {
  private typealias Place = WritableKeyPath<FareWording, Task>

  /// The tasks by their names in a file, with the places that each user text must have.
  private static var tasks: [(name: String, path: Place, places: [String])] {
    [
      ("pairwise", \.pairwise, ["question", "answer_a", "answer_b"]),
      ("stepwise", \.stepwise, ["question", "steps"]),
      ("verification", \.verification, ["question", "answer"]),
      (
        "verification_reference", \.verificationWithReference,
        ["question", "answer", "reference"]
      ),
      ("rating", \.rating, ["question", "answer"]),
    ]
  }

  /// Reads a wording from JSON; what it leaves out keeps the standard wording.
  ///
  /// - Parameter file: The file's name, for messages.
  /// - Throws: An `AssayError` with code `malformedFile` that names the field.
  public init(json: JSONValue, file: String = "wording") throws {
    self = .standard
    guard let members = json.objectValue else {
      throw Self.malformed("is \(json.typeName) and not an object of tasks", file, "")
    }
    let known = Self.tasks.map(\.name)
    for key in members.keys.sorted() where !known.contains(key) {
      throw Self.malformed(
        "is no task; the tasks are \(known.joined(separator: ", "))", file, key)
    }
    for task in Self.tasks {
      guard let texts = members[task.name] else { continue }
      self[keyPath: task.path] = try Self.read(
        texts, name: task.name, places: task.places, base: self[keyPath: task.path], file: file)
    }
  }

  /// Parses a wording from the text of a JSON file.
  ///
  /// - Throws: An `AssayError` with code `malformedFile` that names the place.
  public init(parsing text: String, file: String = "wording") throws {
    let json: JSONValue
    do {
      json = try JSONParser.parse(text)
    } catch {
      throw Self.malformed("is not JSON (byte \(error.offset): \(error.message))", file, "")
    }
    try self.init(json: json, file: file)
  }

  private static func read(
    _ texts: JSONValue, name: String, places: [String], base: Task, file: String
  ) throws -> Task {
    guard let members = texts.objectValue else {
      throw malformed("is \(texts.typeName) and not an object of texts", file, name)
    }
    var task = base
    for key in members.keys.sorted() {
      guard let text = members[key]?.stringValue, !text.isEmpty else {
        throw malformed("is not a text that says something", file, "\(name).\(key)")
      }
      switch key {
      case "system": task.system = text
      case "system_verdict_only": task.systemVerdictOnly = text
      case "user":
        for place in places where !text.contains("{\(place)}") {
          throw malformed("has no place for {\(place)}", file, "\(name).user")
        }
        task.user = text
      default:
        throw malformed(
          "is no text of a task; the texts are system, system_verdict_only, user", file,
          "\(name).\(key)")
      }
    }
    return task
  }

  private static func malformed(_ what: String, _ file: String, _ field: String) -> AssayError {
    AssayError(
      .malformedFile, "The wording \(field.isEmpty ? "file" : "'\(field)'") \(what).",
      advice: "See the documentation of the fare style for the shape of a wording file.",
      location: SourceLocation(file: file, field: field.isEmpty ? nil : field))
  }

  /// The wording as JSON, in the shape of a wording file.
  public var json: JSONValue {
    var members: [String: JSONValue] = [:]
    for task in Self.tasks {
      let texts = self[keyPath: task.path]
      members[task.name] = [
        "system": .string(texts.system), "system_verdict_only": .string(texts.systemVerdictOnly),
        "user": .string(texts.user),
      ]
    }
    return .object(members)
  }
}

extension FareWording: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(json: try JSONValue(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
