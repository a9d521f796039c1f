// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Testing

@testable import AssayJudging

@Suite struct JudgmentRecordTests {
  @Test func theLineFormatIsFixed() throws {
    let record = JudgmentRecord(
      example: pairs(1)[0], order: .swapped, sample: 1, attempts: 2,
      messages: [.user("which?")],
      completion: Completion(
        text: "2", finishReason: .stop, usage: TokenUsage(promptTokens: 3, completionTokens: 1)),
      shown: .judged(.preference(.second)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let line = String(decoding: try encoder.encode(record), as: UTF8.self)
    let expected = """
      {"attempts":2,"completion":{"finish_reason":"stop","text":"2","usage":\
      {"completion_tokens":1,"prompt_tokens":3}},"domain":"d","example":"ex-0",\
      "format":{"kind":"pairwise","ties":false},"gold":{"preference":"first"},"group":"g0",\
      "messages":[{"content":"which?","role":"user"}],"order":"swapped","sample":1,\
      "shown":{"judged":{"preference":"second"}},"source":"test","v":1,\
      "verdict":{"notes":[],"outcome":{"judged":{"preference":"first"}}}}
      """
    #expect(line == expected)
    #expect(try JSONDecoder().decode(JudgmentRecord.self, from: Data(line.utf8)) == record)
    #expect(String(decoding: try record.jsonLine(), as: UTF8.self) == expected)
  }

  /// The quick writer and the quick reader against Foundation's.
  @Test func linesAreThoseOfTheEncoder() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let probabilities = ["first": 0.75, "second": 0.25]
    let verdicts: [Verdict] = [
      .unscored(.failed("down \"really\"/")), .unscored(.truncated),
      Verdict(
        .judged(.preference(.second)), critique: "a\u{8}\n", reasoning: "</think>",
        labelProbabilities: probabilities, notes: [.decorated]),
    ]
    for (index, verdict) in verdicts.enumerated() {
      for example in pairs(1) + [statement("é\"")] {
        for order in PresentationOrder.allCases {
          var record = JudgmentRecord(
            example: example, order: order, sample: index, shown: verdict)
          #expect(try record.jsonLine() == (try encoder.encode(record)))
          #expect(try JudgmentRecord(line: record.jsonLine()) == record)
          record.gold = nil
          record.messages = [.system("s/"), .user("u\n"), .assistant("")]
          record.completion = Completion(
            text: "x", tokens: [TokenLogProbability(token: "x", logProbability: -0.5)])
          #expect(try record.jsonLine() == (try encoder.encode(record)))
          #expect(try JudgmentRecord(line: record.jsonLine()) == record)
        }
      }
    }
    #expect(throws: DecodingError.self) { try JudgmentRecord(line: Data("{}".utf8)) }
    #expect(throws: DecodingError.self) {
      try JudgmentRecord(line: Data(#"{"v":2,"example":"a"}"#.utf8))
    }
  }

  @Test func fingerprintsTellContentApart() {
    let examples = pairs(3)
    let fingerprint = Fingerprint.of(examples)
    #expect(fingerprint.count == 16)
    #expect(Fingerprint.of(pairs(3)) == fingerprint)
    var changed = examples
    changed[2].responses = ["goodb", "ad"]
    #expect(Fingerprint.of(changed) != fingerprint)
    changed = examples
    changed[0].gold = .preference(.second)
    #expect(Fingerprint.of(changed) != fingerprint)
    // The published test vector of 64-bit FNV-1a for "foobar".
    var plain = Fingerprint()
    plain.add("foobar".utf8)
    #expect(plain.text == "85944171f73967e8")
  }
}
