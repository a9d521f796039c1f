// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

/// What adapters say of rows that are not what they should be.
@Suite struct AdapterErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var source: String
    var part: String
    var text: String
    var place: String
    var message: String
    var testDescription: String { "\(source): \(message)" }
  }

  static let judgeRow =
    #"{"pair_id":"p","source":"livecodebench","question":"q","response_model":"m","#

  static let cases = [
    Case(
      source: "judgebench", part: "gpt-4o",
      text: judgeRow + #""response_A":"a","response_B":"b","label":"A=B"}"#,
      place: ":1:label", message: "The label 'A=B' is not known."),
    Case(
      source: "judgebench", part: "gpt-4o",
      text: "\n" + judgeRow + #""response_A":"a","label":"A>B"}"#,
      place: ":2:response_B", message: "The field 'response_B' is missing."),
    Case(
      source: "judgebench", part: "gpt-4o",
      text: judgeRow.replacing("livecodebench", with: "elsewhere")
        + #""response_A":"a","response_B":"b","label":"A>B"}"#,
      place: ":1:source", message: "The source 'elsewhere' is not known."),
    Case(
      source: "llmbar", part: "Natural",
      text: #"[{"input":"i","output_1":"a","output_2":"b","label":1},"# + "\n"
        + #"{"input":"i","output_1":"a","output_2":"b","label":3}]"#,
      place: ":2:label", message: "The label 3 is not known."),
    Case(
      source: "llmbar", part: "Natural",
      text: #"[{"input":"i","output_1":"a","output_2":"b","label":"1"}]"#,
      place: ":1:label", message: "The field 'label' is a string."),
    Case(
      source: "evouna", part: "TQ",
      text: #"[{"question":"q","golden_answer":"g","judge_fid":"nan","answer_fid":"a"}]"#,
      place: ":1:judge_fid", message: "The field 'judge_fid' is a string."),
    Case(
      source: "evouna", part: "TQ", text: #"[{"question":"q","golden_answer":null}]"#,
      place: ":1:golden_answer", message: "The field 'golden_answer' is missing."),
    Case(
      source: "gsm8k", part: "train", text: #"{"question":"q","answer":"12"}"#,
      place: ":1:answer",
      message: "The solution does not end with '#### ' and the final answer."),
    Case(
      source: "gsm8k", part: "solutions",
      text: #"{"question":"q","ground_truth":"A: 1","6b_finetuning":{"solution":"A: 1"}}"#,
      place: ":1:6b_finetuning.is_correct", message: "The field 'is_correct' is missing."),
  ]

  @Test(arguments: cases)
  func `A broken row is named by file, line and field`(row: Case) async throws {
    try await Self.check(row)
  }

  static func check(_ row: Case) async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "rows")
      try Data(row.text.utf8).write(to: file)
      let stream = try DataSources.named(row.source)
        .examples(at: file, options: DataOptions(parts: [row.part]))
      let error = #expect(throws: AssayError.self) { try stream.collect() }
      #expect(error?.code == .malformedRow)
      #expect(error?.message == row.message)
      #expect(error?.location?.description == file.path() + row.place)
      #expect(error?.advice?.isEmpty == false)
    }
  }

  @Test func `An unknown data set or part is answered with names there are`() async throws {
    let error = #expect(throws: AssayError.self) { try DataSources.named("judgebanch") }
    #expect(error?.code == .invalidArgument)
    #expect(error?.advice?.contains("Did you mean 'judgebench'?") == true)
    try await withTemporaryFolder { folder in
      let part = #expect(throws: AssayError.self) {
        try LLMBar().examples(at: folder, options: DataOptions(parts: ["Unnatural"]))
      }
      #expect(part?.code == .invalidArgument)
      #expect(part?.advice?.contains("Natural, Adversarial-Neighbor") == true)
    }
  }

  @Test func `A folder without the files and a path to nothing are unreadable`() async throws {
    try await withTemporaryFolder { folder in
      let empty = #expect(throws: AssayError.self) { try EVOUNA().examples(at: folder) }
      #expect(empty?.code == .fileUnreadable)
      #expect(empty?.message == "The folder has no file 'NQ.json'.")
      let nothing = folder.appending(path: "nothing")
      for attempt in [
        { _ = try EVOUNA().examples(at: nothing) }, { _ = try JSONLines().examples(at: nothing) },
        { _ = try DataSources.recognized(at: nothing) },
      ] as [() throws -> Void] {
        let missing = #expect(throws: AssayError.self) { try attempt() }
        #expect(missing?.code == .fileUnreadable)
        #expect(missing?.message == "There is no such file.")
      }
      #expect(throws: AssayError.self) { try DataSources.recognized(at: folder) }
    }
  }

  @Test func `A file whose name says nothing needs the part`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "mine.json")
      try Data("[]".utf8).write(to: file)
      let error = #expect(throws: AssayError.self) { try LLMBar().examples(at: file) }
      #expect(error?.code == .invalidArgument)
      #expect(
        try LLMBar().examples(at: file, options: DataOptions(parts: ["Natural"])).collect() == [])
    }
  }
}
