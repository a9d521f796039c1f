// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Testing

@Suite struct FareWordingTests {
  @Test func takesTheUsersWords() throws {
    let wording = try FareWording(
      parsing: """
        {"pairwise": {"system": "Choose.", "user": "Q {question} A {answer_a} B {answer_b} {x}"}}
        """)
    var example = PromptStyleLawsTests.example(.pairwise(ties: false))
    example.input = "say {answer_b}"
    example.instruction = ""
    let messages = try FareStyle(wording: wording).messages(for: example, form: .critique)
    #expect(messages[0] == .system("Choose."))
    // A place inside a value is text, and so are braces around other words.
    #expect(messages[1] == .user("Q say {answer_b} A It is 4. B It is 5. {x}"))
  }

  @Test func keepsTheRest() throws {
    let wording = try FareWording(parsing: #"{"rating": {"system": "Rate."}}"#)
    #expect(wording.rating.user == FareWording.standard.rating.user)
    #expect(wording.pairwise == FareWording.standard.pairwise)
  }

  @Test func theProtocolIsNeverDropped() throws {
    let wording = try FareWording(parsing: #"{"verification": {"system": "Check."}}"#)
    let example = PromptStyleLawsTests.example(.verification(reference: false))
    let messages = try FareStyle(wording: wording).messages(for: example, form: .critique)
    #expect(messages[0].content.hasPrefix("Check.\n\n[Evaluation Protocol]\nJudge"))
  }

  @Test func roundTripsThroughCodable() throws {
    var wording = FareWording.standard
    wording.stepwise.system = "Find the first {steps} \"error\"."
    let data = try JSONEncoder().encode(wording)
    #expect(try JSONDecoder().decode(FareWording.self, from: data) == wording)
    #expect(try FareWording(json: wording.json) == wording)
  }

  @Test(arguments: [
    ("[]", "an array"),
    ("{", "not JSON"),
    (#"{"pairwize": {}}"#, "pairwize"),
    (#"{"pairwise": "x"}"#, "a string"),
    (#"{"pairwise": {"sistem": "x"}}"#, "pairwise.sistem"),
    (#"{"pairwise": {"system": 3}}"#, "pairwise.system"),
    (#"{"pairwise": {"system": ""}}"#, "pairwise.system"),
    (#"{"pairwise": {"user": "{question} {answer_a}"}}"#, "{answer_b}"),
  ])
  func refuses(_ json: String, _ mention: String) {
    let error = #expect(throws: AssayError.self) {
      try FareWording(parsing: json, file: "card.json")
    }
    #expect(error?.code == .malformedFile)
    #expect(error?.description.contains(mention) == true)
    #expect(error?.description.hasPrefix("card.json") == true)
  }
}
