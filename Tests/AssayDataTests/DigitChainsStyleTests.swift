// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import Testing

@Suite struct DigitChainsStyleTests {
  private let style = CompactStyle()

  @Test func critiqueOfAPair() throws {
    let example = Example(
      id: "1", format: .pairwise(ties: false), instruction: "mod 10", input: "3\na+4\nb*2",
      responses: ["a3+4=7\nb7*2=4\nc=4", "a3+4=7\nb7*3=1\nc=1"], source: "test", group: "1")
    #expect(DigitChains.critique(for: example) == "a333+++444=777\nb777***223yn")
    #expect(DigitChains.critique(for: example.swapped()) == "a333+++444=777\nb777***232ny")
    #expect(DigitChains.judgment(of: example) == .preference(.first))
    #expect(DigitChains.judgment(of: example.swapped()) == .preference(.second))
  }

  @Test(arguments: [
    ("a4\nb8\nc=48", "a44\nb88\nc=4488"), ("a4\nb8\nc=84", "a44\nb88\nc=48n"),
    ("a4\nb=4", "a44\nb8=n"), ("a4\nb8\nc=48\nd=48", "a44\nb88\nc=4488\nd.=n"), ("", "a4.n"),
    ("c=48", "a4\nb8\nc=4488"), ("c=84", "a4\nb8\nc=48n"),
    ("a4\nb8\nc=4", "a44\nb88\nc=448.n"), ("a4\nb8\nc=488", "a44\nb88\nc=4488.8n"),
  ])
  func critiqueOfOneResponse(_ response: String, _ critique: String) {
    let example = Example(
      id: "1", format: .verification(reference: false), instruction: "copy", input: "a4\nb8",
      responses: [response], source: "test", group: "1")
    #expect(DigitChains.critique(for: example) == critique)
    #expect(DigitChains.judgment(of: example) == .boolean(!critique.hasSuffix("n")))
  }

  @Test func othersHaveNoCritique() {
    let example = Example(
      id: "1", format: .binary, instruction: "Say hello.", input: "Hello?", responses: ["Hello!"],
      source: "test", group: "1")
    #expect(DigitChains.critique(for: example) == nil)
    #expect(DigitChains.judgment(of: example) == nil)
  }

  @Test(arguments: [
    (ChainDomain.arithmetic, "3\na+4\nb*2"), (.logic, "~T\na&F\nb^~F"), (.copying, "a4\nb4"),
    (.sorting, "4829"),
  ])
  func problemsReadBack(_ domain: ChainDomain, _ input: String) {
    #expect(ChainProblem(domain: domain, input: input)?.input == input)
    for broken in ["", input + "\n", "x" + input, input + "+", input + "4"] {
      let problem = ChainProblem(domain: domain, input: broken)
      #expect(problem == nil || problem?.input == broken, "\(broken)")
    }
    #expect(ChainProblem(domain: domain, input: "") == nil)
  }

  @Test func everyExampleGoesThroughTheStyle() throws {
    for split in DigitChains.Split.allCases {
      let world = DigitChains(.init(seed: 8, split: split))
      for index in 0..<400 {
        for task in DigitChainTask.allCases {
          let drawn = world.example(task, at: index)
          for example in [drawn, drawn.swapped()] {
            try roundTrip(example)
          }
        }
      }
    }
  }

  private func roundTrip(_ example: Example) throws {
    let gold = try #require(example.gold)
    let critique = try #require(DigitChains.critique(for: example))
    for form in PromptForm.allCases {
      let prompt = try style.messages(for: example, form: form)[0].content
      let target = try style.target(gold, critique: critique, for: example, form: form)
      let verdict = style.verdict(from: Completion(text: target), for: example, form: form)
      #expect(verdict.outcome == .judged(gold))
      #expect(verdict.critique == (form == .critique ? critique : nil))
      #expect(prompt.count + target.count < 300)
      #expect((prompt + target).utf8.allSatisfy { $0 == 10 || (32...126).contains($0) })
    }
  }

  @Test func criticsEndWhereTheFirstErrorIs() throws {
    let world = DigitChains(.init(seed: 14))
    for index in 0..<500 {
      let example = world.example(.stepwise, at: index)
      let lines = try #require(example.metadata["critique"]?.stringValue).split(separator: "\n")
      let wrong = lines.firstIndex { $0.hasSuffix("n") }
      #expect(example.gold == .firstError(wrong))
      #expect(wrong == nil || wrong == lines.count - 1)
      #expect(lines.allSatisfy { !$0.hasSuffix("y") })
    }
  }
}
