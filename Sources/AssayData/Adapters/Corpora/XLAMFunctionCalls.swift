// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// xLAM's function calls (Liu et al. 2024, arXiv 2406.18518): requests, functions on offer, and the
/// right calls, each of which was run.
///
/// - Source: `Salesforce/xlam-function-calling-60k`, gated. Licence: CC-BY-4.0.
/// - Row, in one JSON array: `id, query, answers, tools`; the last two are JSON in strings: a list
///   of calls `{name, arguments}`, and a list of functions `{name, description, parameters}`, where
///   a parameter has `description`, `type` such as `str` or `int, optional`, and perhaps `default`.
/// - Examples: one `verification` a row whose gold is true, so that errors can be put into the calls
///   (FARE, arXiv 2510.17793, §3.3). Response: the calls as written upstream. Input: the query after
///   the functions.
/// - Metadata: the functions as JSON Schema (`tools`), which error injection reads: a parameter is
///   required where its type does not say `optional` and it has no default.
/// - Not mapped: defaults of parameters.
/// - Identifier: part and `id`. Domain: `function-calling`. Group: the query.
/// - Size: 60,000 rows; a check by hand found 95 % of a sample right (its paper).
public struct XLAMFunctionCalls: DataSource {
  public let card = DataCard(
    name: "xlam-function-calling",
    summary: "Requests with functions on offer and the right calls.",
    homepage: "https://huggingface.co/datasets/Salesforce/xlam-function-calling-60k",
    hub: "Salesforce/xlam-function-calling-60k",
    licence: "CC-BY-4.0",
    isEvaluationOnly: false,
    parts: [
      DataPart(name: "train", fileName: "xlam_function_calling_60k.json", exampleCount: 60_000)
    ])

  public init() {}

  public func examples(at path: URL, options: DataOptions) throws -> ExampleStream {
    try stream(at: path, options: options) { row, part in
      let query = try row.string("query")
      let calls = try row.string("answers")
      guard !(try Self.list("answers", row)).isEmpty else { return [] }
      let functions = try Self.list("tools", row)
      let tools = try row.string("tools")
      return [
        Example(
          id: "\(part.name)/\(try row.integer("id"))",
          format: .verification(reference: false),
          instruction: "Are these the function calls that the request asks for?",
          input: "Functions:\n\(tools)\n\nRequest:\n\(query)",
          responses: [calls],
          gold: .boolean(true),
          source: card.name,
          domain: "function-calling",
          group: QuestionHash(query).hex,
          metadata: ["tools": .array(try functions.map { try Self.schema($0, row) })])
      ]
    }
  }

  /// The list that a field holds as JSON in a string.
  private static func list(_ field: String, _ row: Row) throws -> [JSONValue] {
    guard let value = try? JSONParser.parse(try row.string(field)),
      let list = value.arrayValue
    else {
      throw row.failure(
        field, "'\(field)' should be a string that holds a JSON list.",
        advice: "Fetch the file again.")
    }
    return list
  }

  /// A function in the form of JSON Schema.
  private static func schema(_ function: JSONValue, _ row: Row) throws -> JSONValue {
    guard let name = function["name"]?.stringValue else {
      throw row.failure("tools", "A function has no 'name'.", advice: "Fetch the file again.")
    }
    let parameters = function["parameters"]?.objectValue ?? [:]
    var properties: [String: JSONValue] = [:]
    var required: [String] = []
    for (name, parameter) in parameters {
      let type = parameter["type"]?.stringValue ?? ""
      properties[name] = [
        "type": .string(jsonType(type)),
        "description": parameter["description"] ?? "",
      ]
      if !type.contains("optional"), parameter["default"] == nil { required.append(name) }
    }
    return [
      "name": .string(name), "description": function["description"] ?? "",
      "parameters": [
        "type": "object", "properties": .object(properties),
        "required": .array(required.sorted().map { .string($0) }),
      ],
    ]
  }

  /// The JSON name of a type in Python's words, such as `List[int], optional`.
  private static func jsonType(_ type: String) -> String {
    let word = type.prefix { $0.isLetter }.lowercased()
    return switch word {
    case "int", "integer": "integer"
    case "float", "number": "number"
    case "bool", "boolean": "boolean"
    case "list", "tuple", "set", "array": "array"
    case "dict", "object": "object"
    default: "string"
    }
  }
}
