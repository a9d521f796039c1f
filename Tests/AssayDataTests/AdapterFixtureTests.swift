// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

/// The adapters on a few invented rows, where every field can be seen.
@Suite struct AdapterFixtureTests {
  static let fixtures = SharedData.fixtures.appending(path: "AssayData")

  private func read(_ source: String, parts: [String] = []) throws -> [Example] {
    try DataSources.named(source)
      .examples(
        at: Self.fixtures.appending(path: source), options: DataOptions(parts: parts)
      ).collect()
  }

  @Test(arguments: ["judgebench", "llmbar", "evouna", "gsm8k"])
  func `Fixtures obey the laws, and their folder and files are recognised`(
    name: String
  ) async throws {
    let folder = Self.fixtures.appending(path: name)
    let source = try DataSources.named(name)
    try await withTemporaryFolder { temporary in
      let breaches = try ExampleLaws.breaches(
        loading: { try source.examples(at: folder).collect() },
        roundTrip: { examples in
          let file = ExampleFile(temporary.appending(path: "examples.jsonl"))
          try file.write(examples)
          return try file.read()
        })
      #expect(breaches == [])
    }
  }

  @Test func `JudgeBench keeps positions, labels and domains`() throws {
    let examples = try read("judgebench")
    #expect(examples.map(\.domain) == JudgeBench.domains)
    #expect(examples.map(\.id) == ["pair-0", "pair-1", "pair-2", "pair-3"])
    #expect(
      examples.map(\.gold) == [
        .preference(.first), .preference(.second), .preference(.first), .preference(.second),
      ])
    let first = try #require(examples.first)
    #expect(first.responses == ["First answer 0.", "Second answer 0."])
    #expect(first.input == "Question 0?")
    #expect(first.format == .pairwise(ties: false))
    #expect(first.group == QuestionHash("question  0?").hex)
    #expect(first.metadata["part"] == "gpt-4o")
  }

  @Test func `LLMBar numbers its rows and keeps an empty response`() throws {
    let examples = try read("llmbar")
    #expect(examples.map(\.id) == ["Natural/0", "Natural/1"])
    #expect(examples.map(\.gold) == [.preference(.second), .preference(.first)])
    #expect(examples.last?.responses == ["hé hé", ""])
  }

  @Test func `EVOUNA skips improper rows, missing judgements and missing answers`() throws {
    let examples = try read("evouna")
    #expect(
      examples.map(\.id) == ["NQ/0/fid", "NQ/0/gpt35", "NQ/0/gpt4", "NQ/2/newbing"])
    #expect(examples.map(\.gold) == [true, false, false, true].map { .boolean($0) })
    let first = try #require(examples.first)
    #expect(first.reference == "Ann Lee/A. Lee")
    #expect(first.metadata["aliases"] == ["Ann Lee", "A. Lee"])
    #expect(Set(examples.prefix(3).map(\.group)).count == 1)
    #expect(examples[2].responses == [""])
  }

  @Test func `GSM8K cuts out the marks and keeps the raw text`() throws {
    let example = try #require(try read("gsm8k", parts: ["test"]).first)
    #expect(
      example.responses == ["There are 3*4 = 12 pens.\nThen 12-2 = 10 are left.\n#### 10"])
    #expect(example.steps == ["There are 3*4 = 12 pens.", "Then 12-2 = 10 are left."])
    #expect(example.metadata["answer"] == "10")
    #expect(example.metadata["raw"]?.stringValue?.contains("<<3*4=12>>") == true)
    #expect(try read("gsm8k", parts: ["train"]).first?.metadata["answer"] == "1001")
  }

  @Test func `GSM8K gives recorded solutions with and without the reference, and pairs`() throws {
    let plain = try read("gsm8k", parts: ["solutions"])
    #expect(plain.count == 8)
    #expect(plain.prefix(4).map(\.gold) == [false, true, false, true].map { .boolean($0) })
    #expect(plain.allSatisfy { $0.reference == nil })
    #expect(plain[2].responses == ["It <<breaks off\n"])
    let referenced = try read("gsm8k", parts: ["solutions-reference"])
    #expect(referenced.prefix(4).map(\.reference) == Array(repeating: "10", count: 4))
    let pairs = try read("gsm8k", parts: ["pairs"])
    #expect(pairs.count == 1)
    let pair = try #require(pairs.first)
    let right = plain[1].responses[0]
    #expect(pair.gold == .preference(pair.responses[0] == right ? .first : .second))
    #expect(pair.responses.filter { $0 == right }.count == 1)
  }

  @Test func `A file, a folder and an example file are recognised by name`() async throws {
    let names = ["llmbar/Natural.json": "llmbar", "evouna/NQ.json": "evouna", "gsm8k": "gsm8k"]
    for (path, name) in names.sorted(by: { $0.key < $1.key }) {
      #expect(try DataSources.recognized(at: Self.fixtures.appending(path: path)).name == name)
    }
    #expect(
      try DataSources.recognized(at: Self.fixtures.appending(path: "gsm8k/test.jsonl")).name
        == "jsonl")
  }

  @Test func `One file is read as the part that its name says`() throws {
    let file = Self.fixtures.appending(path: "gsm8k/example_model_solutions.jsonl")
    #expect(try GSM8K().examples(at: file).collect().count == 8)
    #expect(
      try GSM8K().examples(at: file, options: DataOptions(parts: ["pairs"])).collect().count == 1)
  }
}
