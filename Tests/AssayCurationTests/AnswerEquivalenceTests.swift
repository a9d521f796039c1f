// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct AnswerEquivalenceTests {
  private func pairs() throws -> [(first: String, second: String, same: Bool, other: Bool)] {
    let file = SharedData.fixtures.appending(path: "AssayCuration/answers.json")
    let content = try JSONParser.parse(String(contentsOf: file, encoding: .utf8))
    return try #require(content["pairs"]?.arrayValue).map { pair in
      (
        pair["first"]?.stringValue ?? "", pair["second"]?.stringValue ?? "",
        pair["same"] == .bool(true), pair["math_verify"] == .bool(true)
      )
    }
  }

  @Test func decidesAsAPersonDoes() throws {
    let pairs = try pairs()
    #expect(pairs.count > 80)
    for pair in pairs {
      #expect(
        AnswerEquivalence().agree(pair.first, pair.second) == pair.same,
        "\(pair.first) beside \(pair.second)")
      // The relation has no direction.
      #expect(
        AnswerEquivalence().agree(pair.second, pair.first) == pair.same,
        "\(pair.second) beside \(pair.first)")
    }
  }

  @Test(arguments: [
    "((((((((", "\\frac{}{}", "1/", "^", "\\sqrt", "{[(", "x = = 3", "🙂", "\\", "1..2", "%",
    String(repeating: "(", count: 5_000), String(repeating: "1+", count: 900),
  ])
  func survivesWhatIsNoMathematics(text: String) {
    #expect(AnswerEquivalence().agree(text, text))
    #expect(!AnswerEquivalence().agree(text, "42"))
  }

  @Test(arguments: [
    ("so \\boxed{3} or rather \\boxed{\\frac{1}{2}}.", "\\frac{1}{2}"),
    ("2+2=4\n#### 1,234", "1,234"), ("Thus the answer is 12.", "12"),
    ("**Answer:** 7", "7"), ("first 3, then -4", "-4"), ("no 5-4", "4"), ("\\boxed{open", nil),
    ("", nil),
  ])
  func findsTheFinalAnswer(text: String, answer: String?) {
    #expect(FinalAnswer.find(in: text) == answer)
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func gradesRecordedSolutionsAsTheirAuthorsDid() throws {
    let folder = try #require(SharedData.folder).appending(path: "gsm8k")
    var rows = try RowReader(folder.appending(path: "example_model_solutions.jsonl"))
    var (same, all) = (0, 0)
    while let row = try rows.next(), all < 1_200 {
      let gold = CalculatorSolution(raw: try row.string("ground_truth")).answer ?? ""
      for (_, value) in row.members.sorted(by: { $0.key < $1.key }) {
        guard let solution = value["solution"]?.stringValue,
          let isCorrect = value["is_correct"]?.boolValue
        else { continue }
        let answer = CalculatorSolution(raw: solution).answer ?? ""
        all += 1
        if AnswerEquivalence().agree(answer, gold) == isCorrect { same += 1 }
      }
    }
    #expect(all == 1_200)
    #expect(Double(same) / Double(max(1, all)) > 0.995, "\(same) of \(all)")
  }
}
