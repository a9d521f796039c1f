// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct ExampleFileTests {
  /// One example of every format, with every optional field on at least one of them.
  static let examples: [Example] = {
    func example(
      _ id: String, _ format: JudgmentFormat, _ responses: [String], _ gold: Judgment?
    ) -> Example {
      Example(
        id: id, format: format, input: "Question \(id)?", responses: responses, gold: gold,
        source: "made", group: QuestionHash("Question \(id)?").hex)
    }
    var full = example("full", .pairwise(ties: true), ["\u{1}\"\\/\n\r\t é😀\u{2028}", ""], nil)
    full.instruction = "Do it."
    full.reference = ""
    full.rubric = Rubric(criteria: "Be right.", levels: [.init(label: "1", meaning: "Bad.")])
    full.domain = "math"
    full.metadata = ["a": [1, 2.5, nil, true, ["b": "c"]], "": 3.5]
    var steps = example("steps", .stepwise, ["a\nb"], .firstError(1))
    steps.steps = ["a", "b"]
    var clean = steps
    clean.id = "clean"
    clean.gold = .firstError(nil)
    return [
      full, steps, clean,
      example("score", .pointwise(.oneToFive), ["r"], .score(4)),
      example("scale", .pointwise(ScoreScale(lowest: 0, highest: 10)), ["r"], .score(10)),
      example("pair", .pairwise(ties: false), ["r", "s"], .preference(.second)),
      example("tie", .pairwise(ties: true), ["r", "s"], .preference(.tie)),
      example("binary", .binary, ["r"], .boolean(false)),
      example("verify", .verification(reference: false), ["r"], .boolean(true)),
      example("refer", .verification(reference: true), [""], nil),
      example("class", .classification(labels: ["x", "y"]), ["r"], .label("y")),
      example("rank", .ranking(count: 3), ["r", "s", "t"], .ranking([2, 0, 1])),
    ]
  }()

  @Test func `Every format survives the way to the file and back`() async throws {
    try await withTemporaryFolder { folder in
      let file = ExampleFile(folder.appending(path: "e.jsonl"))
      let breaches = try ExampleLaws.breaches(loading: { Self.examples }) { examples in
        try file.write(examples)
        return try file.read()
      }
      #expect(breaches == [])
      let first = try Data(contentsOf: file.file)
      #expect(try file.write(ExampleStream(Self.examples)) == Self.examples.count)
      #expect(try Data(contentsOf: file.file) == first)
      #expect(first.filter { $0 == 0x0A }.count == Self.examples.count)
      var streamed: [Example] = []
      for try await example in file.examples() { streamed.append(example) }
      #expect(streamed == Self.examples)
      #expect(try file.examples().prefix(3).collect() == Array(Self.examples.prefix(3)))
    }
  }

  /// The rows are also what `Codable` reads, so that other programs' habits work on them.
  @Test func `Rows agree with the Codable form`() throws {
    for example in Self.examples {
      var object = try #require(example.jsonValue.objectValue)
      #expect(object.removeValue(forKey: "schema") == .string(Example.schema))
      for (key, value) in ["instruction": "", "domain": "", "metadata": [:]] as [String: JSONValue]
      where object[key] == nil {
        object[key] = value
      }
      let decoded = try JSONDecoder().decode(
        Example.self, from: Data(JSONValue.object(object).jsonText.utf8))
      #expect(decoded == example)
    }
  }

  @Test func `A short row by hand is enough`() async throws {
    let text = """
      {"id": "1", "format": "pairwise", "input": "Q?", "responses": ["a", "b"]}

      {"id": "2", "format": {"kind": "pointwise"}, "responses": [""], "gold": {"score": 5}}
      """
    let examples = try await read(text)
    #expect(examples.map(\.format) == [.pairwise(ties: false), .pointwise(.oneToFive)])
    #expect(examples.map(\.group) == [QuestionHash("q?").hex, QuestionHash("").hex])
    #expect(examples[1].responses == [""])
  }

  @Test func `The row in the documentation is read`() async throws {
    let page = SharedData.packageRoot.appending(path: "docs/formats.md")
    let text = String(decoding: try Data(contentsOf: page), as: UTF8.self)
    let block = try #require(text.components(separatedBy: "```json\n").dropFirst().first)
    let row = try #require(block.components(separatedBy: "```").first)
    let example = try #require(try await read(row).first)
    #expect(example.gold == .preference(.second))
    #expect(example.group == QuestionHash(example.input).hex)
    #expect(example.jsonValue.jsonText.contains("assay.example/1"))
  }

  private func read(_ text: String) async throws -> [Example] {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "e.jsonl")
      try Data(text.utf8).write(to: file)
      return try ExampleFile(file).read()
    }
  }

  static let broken: [(row: String, field: String?, message: String)] = [
    (#"{"schema":"assay.example/9"}"#, "schema", "The row format 'assay.example/9' is not known."),
    (#"{"format":"binary","responses":["a"]}"#, "id", "The field 'id' is missing."),
    (#"{"id":1,"format":"binary","responses":["a"]}"#, "id", "The field 'id' is a number."),
    (
      #"{"id":"1","respones":["a"]}"#, "respones",
      "The field 'respones' is not one of an example's."
    ),
    (
      #"{"id":"1","format":"binary","responses":"a"}"#, "responses",
      "The field 'responses' is a string."
    ),
    (
      #"{"id":"1","format":"pairwise","responses":["a",2]}"#, "responses[1]",
      "The field 'responses[1]' is a number."
    ),
    (
      #"{"id":"1","format":"pair","responses":["a"]}"#, "format.kind",
      "The format 'pair' is not known."
    ),
    (
      #"{"id":"1","format":{"kind":"ranking"},"responses":["a"]}"#, "format.count",
      "The field 'count' is missing."
    ),
    (
      #"{"id":"1","format":"pairwise","responses":["a"]}"#, "responses",
      "There are 1 responses, and the format pairwise has 2."
    ),
    (
      #"{"id":"1","format":"stepwise","responses":["a"]}"#, "steps",
      "The format stepwise needs steps."
    ),
    (
      #"{"id":"1","format":"binary","responses":["a"],"gold":{"score":1}}"#, "gold",
      "'1' is not an answer of the format binary."
    ),
    (
      #"{"id":"1","format":"pairwise","responses":["a","b"],"gold":{"preference":"tie"}}"#, "gold",
      "'tie' is not an answer of the format pairwise."
    ),
    (
      #"{"id":"1","format":"pairwise","responses":["a","b"],"gold":{"preference":"A"}}"#,
      "gold.preference", "The preference 'A' is not known."
    ),
    (
      #"{"id":"1","format":"pointwise","responses":["a"],"gold":{"score":6}}"#, "gold",
      "'6' is not an answer of the format pointwise."
    ),
    (
      #"{"id":"1","format":"stepwise","responses":["a"],"steps":["a"],"gold":{"first_error":1}}"#,
      "gold", "'step 1' is not an answer of the format stepwise."
    ),
    (
      #"{"id":"1","format":"stepwise","responses":["a"],"steps":["a"],"gold":{"first_error":-2}}"#,
      "gold.first_error", "The step index -2 is not possible."
    ),
    (
      #"{"id":"1","format":"binary","responses":["a"],"gold":{}}"#, "gold",
      "A judgment has exactly one member."
    ),
    (
      #"{"id":"1","format":"binary","responses":["a"],"gold":{"grade":1}}"#, "gold.grade",
      "The judgment 'grade' is not known."
    ),
    (
      #"{"id":"1","format":"binary","responses":["a"],"gold":true}"#, "gold",
      "The field 'gold' is a boolean."
    ),
    (
      #"{"id":"1","format":"binary","responses":["a"],"rubric":{"levels":[{"label":"1"}]}}"#,
      "rubric.levels[0].meaning", "The field 'meaning' is missing."
    ),
    (#"{"id":"","format":"binary","responses":["a"]}"#, "id", "The identifier is empty."),
    (
      #"{"id":"1","format":"binary","responses":["a"],"metadata":[]}"#, "metadata",
      "The field 'metadata' is an array."
    ),
  ]

  @Test(arguments: broken.indices)
  func `A broken row is named by file, line and field`(_ index: Int) async {
    let (row, field, message) = Self.broken[index]
    let error = await #expect(throws: AssayError.self) { try await read("\n" + row + "\n") }
    #expect(error?.message == message)
    #expect(error?.location?.line == 2)
    #expect(error?.location?.field == field)
    #expect(error?.advice?.isEmpty == false)
  }

  @Test func `A response of 10 MB is a response like others`() async throws {
    try await withTemporaryFolder { folder in
      let file = ExampleFile(folder.appending(path: "e.jsonl"))
      let response = String(repeating: "é01234567", count: 1 << 20)
      let row = #"{"id":"1","format":"binary","responses":["\#(response)"]}"#
      try Data(row.utf8).write(to: file.file)
      #expect(try file.read().first?.responses == [response])
      let strict = ExampleFile(file.file, limits: ReadingLimits(rowBytes: 10 << 20))
      let error = #expect(throws: AssayError.self) { try strict.read() }
      #expect(error?.code == .limitExceeded)
    }
  }
}
