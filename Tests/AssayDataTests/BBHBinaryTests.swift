// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

@testable import AssayData

/// The wrong answers that are made for BIG-Bench-Hard.
@Suite struct BBHBinaryTests {
  static func words(_ text: String) -> [String] {
    text.lowercased().split { $0.isWhitespace }.map(String.init)
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func everyWrongAnswerIsWrongInItsTasksOwnWay() throws {
    let source = BBHBinary()
    let examples = try source.examples(at: try SharedData.path("bbh")).collect()
    #expect(examples.count == 13_022)
    #expect(examples.count { $0.gold == .boolean(true) } == 6_511)
    var equal = 0
    for index in stride(from: 0, to: examples.count, by: 2) {
      let (right, wrong) = (examples[index], examples[index + 1])
      #expect(right.gold == .boolean(true) && wrong.gold == .boolean(false))
      #expect(right.input == wrong.input && right.group == wrong.group)
      let (first, second) = (right.responses[0], wrong.responses[0])
      #expect(Self.words(first) != Self.words(second), "\(right.id)")
      switch right.domain {
      case "word_sorting":
        #expect(Self.words(first).sorted() == Self.words(second).sorted())
        #expect(zip(Self.words(first), Self.words(second)).count { $0 != $1 } == 2)
      case "object_counting":
        #expect(try #require(Int(second)) >= 0)
      case "multistep_arithmetic_two": #expect(Int(second) != nil)
      case "dyck_languages":
        #expect(abs(Self.words(first).count - Self.words(second).count) <= 1)
      default: break
      }
      if right.metadata["equal_options"]?.boolValue == true { equal += 1 }
    }
    #expect(equal == 1)
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func theRightLetterMovesAndKeepsItsText() throws {
    for task in ["hyperbaton", "reasoning_about_colored_objects", "movie_recommendation"] {
      let file = try SharedData.path("bbh/tasks/\(task).json")
      let upstream = try JSONParser.parse(Array(Data(contentsOf: file)))
      let items = try #require(upstream["examples"]?.arrayValue)
      let examples = try BBHBinary().examples(at: file).collect()
      #expect(examples.count == 2 * items.count)
      for (index, item) in items.enumerated() {
        let target = try #require(item["target"]?.stringValue)
        guard target.count == 3 else { continue }
        let input = try #require(item["input"]?.stringValue)
        let shown = examples[2 * index]
        #expect(shown.responses[0] != target)
        #expect(
          Self.text(of: shown.responses[0], in: shown.input) == Self.text(of: target, in: input))
      }
    }
  }

  private static func text(of letter: String, in question: String) -> Substring? {
    let options = question.firstRange(of: "Options:\n").map { question[$0.upperBound...] }
    return options?.split(separator: "\n").first { $0.hasPrefix(letter) }?.dropFirst(4)
  }

  @Test func bracketsAreBrokenWithTheReleasedOdds() throws {
    // Two different brackets: deleting leaves 1, swapping keeps 2, inserting gives 3.
    let negative = BBHNegative(task: "dyck_languages", targets: [])
    let item = BBHNegative.Item(input: "Input: ( [", target: "] )")
    var generator = SeededGenerator(seed: 1)
    var counts = [1: 0, 2: 0, 3: 0]
    for _ in 0..<4_000 {
      let answers = try #require(negative.answers(to: item, using: &generator))
      counts[Self.words(answers.wrong).count, default: 0] += 1
    }
    // Half of the swaps change nothing and are drawn again, so the odds are 3 : 2 : 2.
    #expect(abs(Double(counts[1] ?? 0) / 4_000 - 3.0 / 7) < 0.03)
    #expect(abs(Double(counts[2] ?? 0) / 4_000 - 2.0 / 7) < 0.03)
    #expect(abs(Double(counts[3] ?? 0) / 4_000 - 2.0 / 7) < 0.03)
  }

  @Test func aTaskWithoutAWrongAnswerIsRefused() throws {
    var generator = SeededGenerator(seed: 1)
    let sorted = BBHNegative(task: "word_sorting", targets: ["a a"])
    #expect(
      sorted.answers(to: BBHNegative.Item(input: "List: a a", target: "a a"), using: &generator)
        == nil)
    let labels = BBHNegative(task: "navigate", targets: ["Yes", "No"])
    let answers = labels.answers(
      to: BBHNegative.Item(input: "Back?", target: "No"), using: &generator)
    #expect(answers?.wrong == "Yes")
  }
}
