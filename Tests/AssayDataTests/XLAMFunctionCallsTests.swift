// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct XLAMFunctionCallsTests {
  /// A row in the upstream form: two fields hold JSON in strings.
  private static let row = """
    {"id": 7, "query": "Where is the bus 12 in Oslo?",
     "answers": "[{\\"name\\": \\"bus_place\\", \\"arguments\\": {\\"line\\": 12, \\"city\\": \\"Oslo\\"}}]",
     "tools": "[{\\"name\\": \\"bus_place\\", \\"description\\": \\"Where a bus is.\\", \\"parameters\\":
     {\\"line\\": {\\"description\\": \\"Its line.\\", \\"type\\": \\"int\\"},
      \\"city\\": {\\"description\\": \\"The city.\\", \\"type\\": \\"str\\", \\"default\\": \\"Oslo\\"},
      \\"stops\\": {\\"description\\": \\"Stops.\\", \\"type\\": \\"List[str], optional\\"}}}]"}
    """.replacing("\n", with: " ")

  private func read(_ text: String) async throws -> [Example] {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "xlam_function_calling_60k.json")
      try Data(text.utf8).write(to: file)
      return try DataSources.recognized(at: file).examples(at: file).collect()
    }
  }

  @Test func aRowIsARightCallWithItsFunctionsAsSchema() async throws {
    let examples = try await read("[\(Self.row)]")
    let example = try #require(examples.first)
    #expect(examples.count == 1)
    #expect(example.id == "train/7")
    #expect(example.gold == .boolean(true))
    #expect(
      example.responses == [#"[{"name": "bus_place", "arguments": {"line": 12, "city": "Oslo"}}]"#])
    #expect(example.input.hasSuffix("Request:\nWhere is the bus 12 in Oslo?"))
    let tool = try #require(example.metadata["tools"]?.arrayValue?.first)
    #expect(tool["parameters"]?["required"] == ["line"])
    let types = ["line", "city", "stops"].map {
      tool["parameters"]?["properties"]?[$0]?["type"]?.stringValue
    }
    #expect(types == ["integer", "string", "array"])
  }

  @Test(arguments: [
    ("[{\\\"name", "[{name"), ("\"answers\"", "\"answer\""),
    ("[{\\\"name\\\": \\\"bus_place\\\", \\\"desc", "[{\\\"title\\\": \\\"bus_place\\\", \\\"desc"),
  ])
  func whatCannotBeReadNamesItsPlace(part: String, replacement: String) async throws {
    let text = "[\(Self.row.replacing(part, with: replacement))]"
    #expect(text != "[\(Self.row)]")
    let error = await #expect(throws: AssayError.self) { try await read(text) }
    #expect(error?.location?.field != nil)
  }
}
