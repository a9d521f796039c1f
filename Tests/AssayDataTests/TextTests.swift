// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

/// Hashes and normal forms of texts, against what Python's hashlib, unicodedata and re give.
@Suite struct TextTests {
  private static func rows() throws -> [JSONValue] {
    let file = SharedData.fixtures.appending(path: "AssayData/texts.json")
    return try JSONParser.parse(Array(Data(contentsOf: file)))["texts"]?.arrayValue ?? []
  }

  @Test func `Question hashes are the same as Python's`() throws {
    let rows = try Self.rows()
    #expect(rows.count == 17)
    for row in rows {
      let text = try #require(row["text"]?.stringValue)
      #expect(QuestionHash.normalized(text) == row["hashed"]?.stringValue)
      #expect(QuestionHash(text).hex == row["hash"]?.stringValue)
    }
  }

  @Test func `Parts of a question are kept apart, and empty ones do not count`() {
    #expect(QuestionHash("a", "b") != QuestionHash("ab"))
    #expect(QuestionHash("a", "b") != QuestionHash("a b"))
    #expect(QuestionHash("", "b") == QuestionHash("b"))
    #expect(QuestionHash("2 + 3") != QuestionHash("2 - 3"))
    #expect(QuestionHash("x").description.count == 16)
  }

  /// A letter outside ASCII sends the same text the other way.
  @Test func `ASCII questions are normalised as all others are`() {
    for first in UInt8(0)..<128 {
      for second in [first, 0x20, 0x09, 0x1F, 0x41] {
        let text = String(decoding: [0x78, first, second, 0x20, 0x5A], as: UTF8.self)
        #expect(QuestionHash.normalized(text) + "é" == QuestionHash.normalized(text + "É"))
      }
    }
    #expect(QuestionHash.normalized(" \t A\r\n[Bz]\u{B}\u{C} \u{1C}Z ") == "a [bz] \u{1C}z")
    #expect(QuestionHash.normalized(" \n ") == "" && QuestionHash.normalized("") == "")
  }

  @Test func `The ASCII form of answers is the same as Python's`() throws {
    for row in try Self.rows() {
      let text = try #require(row["text"]?.stringValue)
      #expect(AnswerNormalization.ascii.normalized(text) == row["ascii"]?.stringValue)
    }
  }

  @Test(arguments: [
    ("Röntgen, Wilhelm (the man)!", "rontgen wilhelm man"), ("Москва", "москва"),
    ("東京 都", "東京 都"), ("a the An", ""), ("“quoted” it's", "quoted it s"),
    ("ﬁve １２", "five 12"), ("I.B.M. & co", "i b m co"), ("", ""),
    ("cafe\u{301}", "cafe"), ("theatre", "theatre"),
  ])
  func `The Unicode form folds accents and keeps every script`(text: String, form: String) {
    #expect(AnswerNormalization.unicode.normalized(text) == form)
  }

  @Test func `An alias that becomes empty is found everywhere in the usual recipe only`() {
    #expect(AnswerNormalization.ascii.contains(anyOf: ["東京"], in: "Kyoto"))
    #expect(!AnswerNormalization.unicode.contains(anyOf: ["東京", "the", ""], in: "Kyoto"))
    #expect(AnswerNormalization.unicode.contains(anyOf: ["x", "KYŌTO"], in: "in Kyoto."))
    #expect(!AnswerNormalization.unicode.contains(anyOf: [], in: "Kyoto"))
  }

  /// The lexical-match baseline: does containment agree with the human judgement?
  @Test(
    .enabled(if: SharedData.isExpected, "\(SharedData.absence)"),
    arguments: [
      ("NQ", AnswerNormalization.ascii, 12_730), ("NQ", .unicode, 12_732),
      ("TQ", .ascii, 8_802), ("TQ", .unicode, 8_884),
    ])
  func `Lexical match agrees with people as often as counted in Python`(
    part: String, form: AnswerNormalization, agreements: Int
  ) throws {
    var count = 0
    let folder = try SharedData.path("evouna")
    try EVOUNA().examples(at: folder, options: DataOptions(parts: [part])).forEach { example in
      let aliases = EVOUNA.aliases(of: example.reference ?? "")
      let isFound = form.contains(anyOf: aliases, in: example.responses.first ?? "")
      if example.gold == .boolean(isFound) { count += 1 }
    }
    #expect(count == agreements)
  }

  @Test(arguments: [
    ("3*4=<<3*4=12>>12", "3*4=12"), ("<<>>", ""), ("a << b", "a << b"), ("<<x\n>>y", "<<x\n>>y"),
    ("<<<<1=1>>1", "<<1"), ("<<a<<b>>c", "<<ac"), (">><<", ">><<"), ("", ""), ("<", "<"),
  ])
  func `Calculator marks are cut out and broken ones stay`(raw: String, text: String) {
    #expect(CalculatorSolution.withoutMarks(raw) == text)
  }
}
