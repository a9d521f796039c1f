// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

/// Rows of good and of broken files.
@Suite struct FileReadingTests {
  private func rows(_ bytes: [UInt8], limits: ReadingLimits = ReadingLimits()) async throws
    -> [Row]
  {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "rows.json")
      try Data(bytes).write(to: file)
      var reader = try RowReader(file, limits: limits)
      var rows: [Row] = []
      while let row = try reader.next() { rows.append(row) }
      return rows
    }
  }

  static let good: [(text: String, lines: [Int])] = [
    ("", []), ("\n\n", []), (" \r\n\t", []), ("{\"a\":1}", [1]), ("{\"a\":1}\n", [1]),
    ("\u{FEFF}{\"a\":1}\n{\"a\":2}", [1, 2]), ("{\"a\":1}\r\n\r\n{\"a\":2}\r\n", [1, 3]),
    ("\n \n{\"a\":1}\n\n\n{\"a\":2}", [3, 6]), ("[]", []), (" [ ] \n", []),
    ("\u{FEFF}\n[{\"a\":1},\n{\"a\":2}]\n", [2, 3]),
    ("[\n{\"a\":\n1\n}\n,\n\n{\"a\":2}]", [2, 7]),
    ("[{\"a\":\"]}\\\"],{\"},{\"a\":\"\\\\\"}]", [1, 1]),
  ]

  @Test(arguments: good.indices) func `Good files give their rows`(_ index: Int) async throws {
    let (text, lines) = Self.good[index]
    let rows = try await rows(Array(text.utf8))
    #expect(rows.map(\.location.line) == lines)
    #expect(rows.map(\.index) == Array(lines.indices))
    #expect(rows.allSatisfy { $0.has("a") })
  }

  struct Bad: Sendable {
    var text: String
    var line: Int
    var code: AssayError.Code
    var message: String
  }

  static let bad: [Bad] = [
    Bad(
      text: "{\"a\":1}\n{\"a\":}\n", line: 2, code: .malformedRow,
      message: "This is not JSON at byte 6: a value cannot begin with this character."),
    Bad(
      text: "{\"a\":1}\n\n{\"a\":\"b", line: 3, code: .malformedRow,
      message: "This is not JSON at byte 8: the text ends inside a string."),
    Bad(
      text: "{\"a\":1} {\"a\":2}", line: 1, code: .malformedRow,
      message: "This is not JSON at byte 9: there is text after the end of the value."),
    Bad(
      text: "{\"a\":1}\n7\n", line: 2, code: .malformedRow,
      message: "A row should be an object, but this is a number."),
    Bad(
      text: "[{\"a\":1},\n[2]]", line: 2, code: .malformedRow,
      message: "A row should be an object, but this is an array."),
    Bad(
      text: "[{\"a\":1},\n{\"a\"", line: 2, code: .malformedFile,
      message: "The file ends inside the array, after 1 whole rows."),
    Bad(
      text: "[{\"a\":1},\n", line: 2, code: .malformedFile,
      message: "The file ends inside the array, after 1 whole rows."),
    Bad(
      text: "[{\"a\":1}\n{\"a\":2}]", line: 2, code: .malformedFile,
      message: "A ',' is missing between two rows."),
    Bad(
      text: "[{\"a\":1},\n,{\"a\":2}]", line: 2, code: .malformedFile,
      message: "A row is missing before this ','."),
    Bad(
      text: "[{\"a\":1},]", line: 1, code: .malformedFile,
      message: "A row is missing before this ']'."),
    Bad(
      text: "[{\"a\":1}]\n{}", line: 2, code: .malformedFile,
      message: "There is text after the end of the array."),
    Bad(
      text: "[{\"a\":1]\n}]", line: 1, code: .malformedRow,
      message: "This is not JSON at byte 7: a ',' or '}' is missing in an object."),
    Bad(
      text: "<html>", line: 1, code: .malformedRow,
      message: "This is not JSON at byte 1: a value cannot begin with this character."),
  ]

  @Test(arguments: bad.indices) func `Broken files are named by line`(_ index: Int) async {
    let bad = Self.bad[index]
    let error = await #expect(throws: AssayError.self) { try await rows(Array(bad.text.utf8)) }
    #expect(error?.code == bad.code)
    #expect(error?.message == bad.message)
    #expect(error?.location?.line == bad.line)
    #expect(error?.advice?.isEmpty == false)
  }

  @Test func `Invalid UTF-8 is named by line`() async {
    let bytes = Array("{\"a\":\"ü\"}\n{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}\n".utf8)
    let error = await #expect(throws: AssayError.self) { try await rows(bytes) }
    #expect(error?.code == .malformedRow)
    #expect(error?.location?.line == 2)
    #expect(error?.message.contains("not valid UTF-8") == true)
  }

  @Test func `Hostile nesting is an error and not a crash`() async {
    let text = String(repeating: "{\"a\":", count: 100_000)
    let error = await #expect(throws: AssayError.self) { try await rows(Array(text.utf8)) }
    #expect(error?.message.contains("nested deeper") == true)
  }

  @Test(arguments: ["{\"a\":1}\n", "[{\"a\":1},\n"])
  func `A row over the limit is refused, and one at the limit read`(front: String) async throws {
    let row = "{\"a\":\"\(String(repeating: "x", count: 500_000))\"}"
    let end = front.hasPrefix("[") ? "]" : ""
    let bytes = Array((front + row + end).utf8)
    let limit = row.utf8.count
    #expect(try await rows(bytes, limits: ReadingLimits(rowBytes: limit)).count == 2)
    let error = await #expect(throws: AssayError.self) {
      try await rows(bytes, limits: ReadingLimits(rowBytes: limit - 1))
    }
    #expect(error?.code == .limitExceeded)
    #expect(error?.location?.line == 2)
  }

  /// Rows of all lengths around the size of a chunk, so that every kind of border is crossed.
  @Test(arguments: [false, true])
  func `Rows that cross the borders of chunks come out whole`(isArray: Bool) async throws {
    var generator = SeededGenerator(seed: 3)
    let texts = (0..<60).map { index in
      String(repeating: index % 3 == 0 ? "é\\n" : "ab\\\"", count: generator.below(30_000))
    }
    let rows = texts.map { "{\"a\":\"\($0)\"}" }
    let text = isArray ? "[" + rows.joined(separator: ",\n") + "]" : rows.joined(separator: "\n")
    let read = try await self.rows(Array(text.utf8))
    #expect(read.count == texts.count)
    for (row, text) in zip(read, texts) {
      let expected = text.replacing("\\n", with: "\n").replacing("\\\"", with: "\"")
      #expect(row.members["a"]?.stringValue == expected)
    }
    #expect(read.map(\.location.line) == Array(1...60))
  }

  @Test func `Missing files and folders are told apart`() async throws {
    try await withTemporaryFolder { folder in
      let missing = #expect(throws: AssayError.self) {
        try RowReader(folder.appending(path: "none.jsonl"))
      }
      #expect(missing?.code == .fileUnreadable)
      #expect(missing?.message == "There is no such file.")
      let isFolder = #expect(throws: AssayError.self) { try RowReader(folder) }
      #expect(isFolder?.code == .fileUnreadable)
      #expect(isFolder?.message == "This is a folder, not a file.")
      #expect(isFolder?.location?.file == folder.path(percentEncoded: false))
    }
  }

  /// The superuser may read everything, so that there the case cannot be made.
  @Test(.enabled(if: geteuid() != 0, "the superuser may read every file"))
  func `A forbidden file is unreadable`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "secret.jsonl")
      try Data("{}".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path())
      let error = #expect(throws: AssayError.self) { try RowReader(file) }
      #expect(error?.code == .fileUnreadable)
      #expect(error?.message == "The file may not be read.")
    }
  }
}
