// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import Testing

@Suite struct DigitChainsSettingsTests {
  @Test func settingsAreReadFromJSON() throws {
    let json = try JSONParser.parse(
      """
      {"seed": 7, "split": "held-out", "examples": 50, "tasks": {"pairwise": 2, "binary": 1},
       "domains": {"logic": 1}, "errors": {"wrong-digit": 3, "miscopied": 1},
       "answer_only_share": 0.25}
      """)
    let settings = try DigitChains.Settings(json: json)
    #expect(
      settings
        == DigitChains.Settings(
          seed: 7, split: .heldOut, examples: 50, tasks: [.pairwise: 2, .binary: 1],
          domains: [.logic: 1], errors: [.wrongDigit: 3, .miscopied: 1],
          answerOnlyShare: 0.25))
    #expect(try DigitChains.Settings(json: .object([:])) == DigitChains.Settings())
  }

  @Test(arguments: [
    (#"[]"#, "object"), (#"{"sed": 1}"#, "sed"), (#"{"seed": -1}"#, "seed"),
    (#"{"seed": "x"}"#, "seed"), (#"{"split": "test"}"#, "split"),
    (#"{"examples": 1.5}"#, "examples"),
    (#"{"tasks": {"ranking": 1}}"#, "ranking"), (#"{"tasks": {"pairwise": -1}}"#, "tasks.pairwise"),
    (#"{"tasks": {}}"#, "tasks"), (#"{"domains": {"logic": 0}}"#, "domains"),
    (#"{"domains": 3}"#, "domains"),
    (#"{"errors": {"typo": 1}}"#, "typo"), (#"{"answer_only_share": 2}"#, "answer_only_share"),
  ])
  func brokenSettingsNameTheField(_ text: String, _ field: String) throws {
    let json = try JSONParser.parse(text)
    let error = #expect(throws: AssayError.self) { try DigitChains.Settings(json: json) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains(field) == true, "\(error?.message ?? "")")
  }
}
