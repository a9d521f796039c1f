// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

/// Small pieces of text that several modules share.
@Suite struct TextSupportTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (-999, "-999"),
    (1_234_567, "1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `Thousands are grouped`(number: Int, text: String) { #expect(number.grouped == text) }

  @Test func `What is counted stands in the singular or plural`() {
    #expect([0, 1, 2000].map { $0.counted("row") } == ["0 rows", "1 row", "2,000 rows"])
  }

  @Test(arguments: [
    ("gsmk", ["gsm8k"]), ("GSM8K", ["gsm8k"]), ("hh", []), ("rlhf", ["hh-rlhf"]),
    ("evuona", ["evouna"]), ("something", []), ("", []),
    ("helpster2", ["helpsteer2", "helpsteer"]),
  ])
  func `The name that was meant is found`(name: String, near: [String]) {
    let names = ["evouna", "gsm8k", "helpsteer", "helpsteer2", "hh-rlhf", "judgebench", "xsum"]
    #expect(SimilarName.of(name, among: names) == near)
  }

  @Test func `The question names all that are near`() {
    #expect(
      SimilarName.question("seem", among: ["seed", "seer", "name"])
        == "Did you mean 'seed' or 'seer'? ")
    #expect(SimilarName.question("x", among: ["seed"]) == "")
  }

  @Test(arguments: [
    (["Apache-2.0", "MIT"], true), (["4.1 MB", "–", ""], false), (["≤ 1,500", "36"], false),
    (["local", "0:12", "1:00"], false), (["", ""], false), (["$ 3.10", "€2"], false),
    (["-0.5", "+0.2", ".5"], false), (["HumanEval/2", "1"], false), (["a", "b", "3"], true),
  ])
  func `Columns of words and of numbers are told apart`(cells: [String], isText: Bool) {
    #expect(TableColumn.isText(cells) == isText)
  }

  @Test func `The system's own reason is told`() async throws {
    try await withTemporaryFolder { folder in
      let missing = #expect(throws: (any Error).self) {
        try String(contentsOf: folder.appending(path: "none"), encoding: .utf8)
      }
      #expect(missing?.reason == "No such file or directory")
      #expect(POSIXError(.ENOSPC).reason == "No space left on device")
      let wrapped = CocoaError(
        .fileWriteUnknown, userInfo: [NSUnderlyingErrorKey: POSIXError(.ENOTDIR)])
      #expect(wrapped.reason == "Not a directory")
    }
  }
}
