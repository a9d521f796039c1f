// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import AssayText
import Foundation
import Testing

@Suite struct CharacterTokenizerTests {
  @Test func givesTheIdsOfHuggingFaceTokenizers() throws {
    let folder = SharedData.fixtures.appending(path: "AssayText")
    let json = try JSONFile.read(folder.appending(path: "tokenizer.json"))
    let tokenizer = try CharacterTokenizer(json: json, file: "tokenizer.json")
    let golden = try JSONFile.read(folder.appending(path: "character-golden.json"))
    let cases = try #require(golden["cases"]?.arrayValue)
    #expect(cases.count > 40)
    for row in cases {
      let text = try #require(row["text"]?.stringValue)
      let ids = try #require(row["ids"]?.arrayValue).compactMap(\.integerValue)
      #expect(tokenizer.encode(text) == ids, "\(text)")
      #expect(tokenizer.decode(ids) == row["decoded"]?.stringValue, "\(text)")
      #expect(
        tokenizer.decode(ids, skippingSpecialTokens: false) == row["decoded_all"]?.stringValue)
    }
  }

  @Test func theFixtureIsWhatTheCodeWrites() throws {
    // The golden ids hold for the file that Hugging Face read; this is that file.
    let file = SharedData.fixtures.appending(path: "AssayText/tokenizer.json")
    let written = try String(contentsOf: file, encoding: .utf8)
    let alphabet = CharacterTokenizer.asciiAlphabet + "é→🦊"
    #expect(try CharacterTokenizer(alphabet: alphabet).json.jsonText + "\n" == written)
  }

  @Test func decodingGivesTheTextBack() throws {
    let tokenizer = try CharacterTokenizer()
    #expect(tokenizer.vocabularySize == 102)
    for text in ["", "7+5=2?", "a\nb", CharacterTokenizer.asciiAlphabet, "<|end|>"] {
      #expect(tokenizer.decode(tokenizer.encode(text)) == text)
    }
    #expect(tokenizer.encode("ä") == [tokenizer.unknownID])
    #expect(tokenizer.decode([-1, 5, 9_999]) == "")
  }

  @Test func textNeverBecomesASpecialToken() throws {
    let tokenizer = try CharacterTokenizer()
    for special in ChatFrame.Special.allCases {
      let ids = tokenizer.encode("x\(special.rawValue)y")
      #expect(ids.count == special.rawValue.count + 2)
      #expect(tokenizer.vocabulary.specialIDs.isDisjoint(with: ids))
    }
  }

  @Test func theOrderOfTheAlphabetDoesNotMatter() throws {
    #expect(try CharacterTokenizer(alphabet: "cab") == CharacterTokenizer(alphabet: "abcabc"))
    let greek = try CharacterTokenizer(alphabet: "\u{2126}\u{03A9}")
    #expect(greek.vocabularySize == ChatFrame.Special.allCases.count + 1)
    #expect(greek.encode("\u{2126}") == [greek.unknownID])
  }

  @Test(arguments: [
    ("model", #"{"type":"BPE"}"#, "kind BPE"),
    ("pre_tokenizer", #"{"type":"Whitespace"}"#, "single characters"),
    ("pre_tokenizer", "null", "single characters"),
    ("normalizer", #"{"type":"NFC"}"#, "normalizer"),
    ("model", #"{"type":"WordLevel"}"#, "no vocabulary"),
    ("model", #"{"type":"WordLevel","vocab":{"a":0,"b":0},"unk_token":"a"}"#, "number of its own"),
    ("model", #"{"type":"WordLevel","vocab":{"a":0,"b":7},"unk_token":"a"}"#, "number of its own"),
    ("added_tokens", #"[{"id":99,"content":"<|pad|>","special":true}]"#, "added token"),
    ("added_tokens", "[]", "not a single character"),
  ])
  func aTokenizerThatIsNoneOfCharactersIsRefused(
    field: String, value: String, expected: String
  ) throws {
    var members = try #require(CharacterTokenizer().json.objectValue)
    members[field] = try JSONParser.parse(value)
    let error = #expect(throws: AssayError.self) {
      try CharacterTokenizer(json: .object(members), file: "tokenizer.json")
    }
    #expect(error?.code == .badCheckpoint)
    #expect(error?.message.contains(expected) == true, "\(error?.message ?? "")")
  }
}
