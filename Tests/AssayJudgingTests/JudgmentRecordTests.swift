// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging
import Foundation
import Testing

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
