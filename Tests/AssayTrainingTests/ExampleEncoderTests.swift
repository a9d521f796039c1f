// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayText
import AssayTraining
import Testing

@Suite struct ExampleEncoderTests {
  static func encoder() throws -> ExampleEncoder {
    ExampleEncoder(
      style: CompactStyle(), frame: try ChatFrame(tokenizer: CharacterTokenizer()))
  }

  static func example(_ number: Int, gold: Bool? = true) -> Example {
    Example(
      id: "e\(number)", format: .verification(reference: false), input: "\(number)",
      responses: ["\(number)+1"], gold: gold.map(Judgment.boolean), source: "test",
      group: "g\(number)")
  }

  @Test func `writes what inference asks and reads`() throws {
    let encoder = try Self.encoder()
    let example = Self.example(7)
    let encoded = try encoder.encode(
      example, judgment: .boolean(true), critique: "8 y", form: .critique)
    let tokens = encoded.tokens.map(Int.init)
    let prompt = Array(tokens[..<encoded.promptCount])
    let messages = try encoder.style.messages(for: example, form: .critique)
    #expect(prompt == encoder.frame.prompt(messages))
    let answer = Array(tokens[encoded.promptCount...])
    #expect(answer.last == encoder.frame.endID)
    let text = encoder.frame.tokenizer.decode(answer)
    let verdict = encoder.style.verdict(
      from: Completion(text: text), for: example, form: .critique)
    #expect(verdict.judgment == .boolean(true))
    #expect(verdict.critique == "8 y")
  }

  @Test func `rewrites a fixed share to the verdict alone`() throws {
    let encoder = try Self.encoder()
    func bare(_ share: Double, seed: UInt64) throws -> Set<String> {
      let set = try encoder.encode(
        gold: (0..<200).lazy.map { Self.example($0) }, verdictOnlyShare: share, seed: seed,
        maximumTokens: 100, critique: { _ in "because" })
      // The longest verdict alone is two characters and the end.
      return Set(set.examples.filter { $0.completionCount <= 3 }.map(\.id))
    }
    #expect(try bare(0.25, seed: 1).count == 50)
    #expect(try bare(0.25, seed: 1) == bare(0.25, seed: 1))
    #expect(try bare(0.25, seed: 1) != bare(0.25, seed: 2))
    #expect(try bare(0, seed: 1).isEmpty)
    #expect(try bare(1, seed: 1).count == 200)
  }

  @Test func `learns examples without a critique as verdict alone`() throws {
    let encoder = try Self.encoder()
    let set = try encoder.encode(
      gold: [Self.example(1), Self.example(2)], verdictOnlyShare: 0, seed: 0,
      maximumTokens: 100, critique: { $0.id == "e1" ? "long critique" : nil })
    #expect(set.examples.map { $0.completionCount > 3 } == [true, false])
  }

  @Test func `sets long ones apart`() throws {
    let set = try Self.encoder().encode(
      gold: [Self.example(1), Self.example(2)], verdictOnlyShare: 0, seed: 0,
      maximumTokens: 60,
      critique: { $0.id == "e1" ? String(repeating: "x", count: 60) : "short" })
    #expect(set.examples.map(\.id) == ["e2"])
    #expect(set.overlong == ["e1"])
  }

  @Test func `refuses an example without gold and an unknown character`() throws {
    let encoder = try Self.encoder()
    #expect {
      try encoder.encode(
        gold: [Self.example(1, gold: nil)], verdictOnlyShare: 0, seed: 0, maximumTokens: 9,
        critique: { _ in nil })
    } throws: { ($0 as? AssayError)?.code == .invalidExample }
    #expect {
      try encoder.encode(Self.example(1), completion: "漢", form: .critique)
    } throws: { ($0 as? AssayError)?.code == .invalidExample }
  }
}
