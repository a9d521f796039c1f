// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct InjectorTests {
  private func texts(
    _ injector: some ErrorInjector, _ text: String, question: String = "",
    tools: [JSONValue] = [], kind: String? = nil
  ) -> [String] {
    injector.faults(in: InjectionSubject(text: text, question: question, tools: tools))
      .filter { kind == nil || $0.kind.hasSuffix("/\(kind ?? "")") }.map(\.text)
  }

  @Test func carriesAWrongResultOnToTheEnd() {
    let text = "48/2 = 24 clips in May.\nShe sold 48 + 24 = 72 clips.\n#### 72"
    let found = texts(
      ArithmeticInjector(), text, question: "48 friends, and half as many", kind: "wrong-result")
    #expect(
      found.contains(
        "48/2 = 25 clips in May.\nShe sold 48 + 24 = 73 clips.\n#### 73"
          .replacing("48 + 24", with: "48 + 25")))
    // A slip in the last step leaves the ones before it.
    #expect(found.contains("48/2 = 24 clips in May.\nShe sold 48 + 24 = 82 clips.\n#### 82"))
    #expect(found.contains("48/2 = 42 clips in May.\nShe sold 48 + 42 = 90 clips.\n#### 90"))
  }

  @Test func worksAnotherOperationOutCorrectly() {
    let found = texts(
      ArithmeticInjector(), "48/2 = 24\n48+24 = 72\n#### 72", question: "48",
      kind: "wrong-operator")
    #expect(found.contains("48*2 = 96\n48+96 = 144\n#### 144"))
    #expect(found.contains("48/2 = 24\n48*24 = 1152\n#### 1152"))
    #expect(texts(ArithmeticInjector(), "4/2 = 2", kind: "wrong-operand").isEmpty)
    #expect(
      texts(ArithmeticInjector(), "4/2 = 2", question: "4", kind: "wrong-operand") == ["4/4 = 1"])
  }

  @Test func leavesEquationsAloneThatAreWrongOrNone() {
    #expect(texts(ArithmeticInjector(), "2 + 2 = 5\nx = 3\n7 = 7\n1/0 = 4").isEmpty)
    #expect(ArithmeticInjector().faults(in: InjectionSubject(text: "")).isEmpty)
  }

  @Test(arguments: [
    ("1,200 x 3 = 3,600", true), ("(2 + 3) * 4 = 20", true), ("$5 x 2 = $10", true),
    ("20% * 50 = 10", true), ("2 + 3 * 4 = 20", false), ("0.1 + 0.2 = 0.3", true),
    ("10 / 4 = 2.5", true), ("((((1+1)))) = 2", true), ("3 + 4 = 7 + 0", false),
  ])
  func readsEquationsAsPeopleWriteThem(text: String, isEquation: Bool) {
    #expect(texts(ArithmeticInjector(), text).isEmpty == !isEquation)
  }

  @Test func breaksCallsAndNothingElse() throws {
    let tools: [JSONValue] = [
      [
        "name": "get_weather",
        "parameters": [
          "required": ["city"],
          "properties": [
            "city": ["type": "string"], "days": ["type": "integer"],
            "unit": ["type": "string", "enum": ["C", "F"]],
          ],
        ],
      ],
      ["name": "get_time", "parameters": ["properties": ["zone": ["type": "string"]]]],
    ]
    let call = #"{"name": "get_weather", "arguments": {"city": "Oslo", "days": 3, "unit": "C"}}"#
    func found(_ kind: String) -> [String] {
      texts(FunctionCallInjector(), call, tools: tools, kind: kind)
    }
    #expect(found("wrong-function") == [call.replacing("get_weather", with: "get_time")])
    #expect(found("missing-argument") == [call.replacing(#""city": "Oslo", "#, with: "")])
    #expect(
      found("extra-argument").first == call.replacing("\"C\"}", with: "\"C\", \"zone\": true}"))
    #expect(
      found("wrong-value") == [
        call.replacing("3", with: "4"), call.replacing("3", with: "2"),
        call.replacing("\"C\"", with: "\"F\""),
      ])
    #expect(found("wrong-type").contains(call.replacing("3", with: "\"3\"")))
    #expect(found("renamed-argument").contains(call.replacing("days", with: "day")))
    for text in found("syntax") {
      #expect(throws: (any Error).self) {
        try JSONParser.parse(text)
      }
    }
    for kind in FunctionCallInjector.card.kinds where !kind.hasSuffix("syntax") {
      for text in found(String(kind.split(separator: "/")[1])) {
        #expect(throws: Never.self) { try JSONParser.parse(text) }
      }
    }
  }

  @Test(arguments: ["", "{", "no call", "{\"name\": 3}", "[{]", "{\"name\": \"f\"}", "[[[["])
  func findsNoCallWhereThereIsNone(text: String) {
    #expect(FunctionCallInjector().faults(in: InjectionSubject(text: text)).isEmpty)
  }

  @Test func slipsInCodeButNotInTextsAndComments() {
    let code = """
      def count(items, limit):
          # if total < 1
          total = 0
          for item in items[1:]:
              if item < limit and not total > 9:
                  total += 1
          return "a < b", total
      """
    let found = texts(CodeInjector(), code)
    #expect(found.contains(code.replacing("item < limit", with: "item <= limit")))
    #expect(found.contains(code.replacing("limit and", with: "limit or")))
    #expect(found.contains(code.replacing("not total", with: "total")))
    #expect(found.contains(code.replacing("items[1:]", with: "items[0:]")))
    #expect(found.contains(code.replacing("total += 1", with: "total -= 1")))
    #expect(found.contains(code.replacing("if item <", with: "if limit <")))
    #expect(found.allSatisfy { $0.contains("# if total < 1") && $0.contains("\"a < b\"") })
    #expect(found.allSatisfy { $0.contains("def count(items, limit):") })
    #expect(Set(found).count == found.count)
  }

  @Test func swapsUnitsDatesAndNames() {
    #expect(texts(UnitInjector(), "a 5 km run of 30 minutes").contains("a 5 m run of 30 minutes"))
    #expect(texts(UnitInjector(), "5 kmart, 3 others").isEmpty)
    #expect(
      texts(DateInjector(), "Born on 3 May 1999, a Monday") == [
        "Born on 3 June 1999, a Monday", "Born on 3 April 1999, a Monday",
        "Born on 3 May 1989, a Monday", "Born on 3 May 1998, a Monday",
        "Born on 3 May 2000, a Monday", "Born on 3 May 2009, a Monday",
        "Born on 3 May 1999, a Tuesday", "Born on 3 May 1999, a Sunday",
      ])
    #expect(texts(DateInjector(), "It may rain. May I go?").isEmpty)
    #expect(
      texts(EntityInjector(), "It was said that Ada Lovelace met Charles Babbage in London.")
        .contains("It was said that Charles Babbage met Charles Babbage in London."))
    #expect(texts(EntityInjector(), "The end.").isEmpty)
  }

  @Test func slipsInAlgebra() {
    let found = texts(AlgebraInjector(), "So 2x + 3 = 7, hence x^2 = 4.")
    #expect(found.contains("So 2x - 3 = 7, hence x^2 = 4."))
    #expect(found.contains("So 3x + 3 = 7, hence x^2 = 4."))
    #expect(found.contains("So 2x + 3 = 7, hence x^3 = 4."))
    #expect(texts(AlgebraInjector(), "2 + 3 = 5, and well-known words").isEmpty)
  }

  @Test func recordsWhatWasBrokenAndWhere() throws {
    for type in ErrorInjectors.all {
      let injector = try #require(ErrorInjectors.named(type.card.name))
      for text in Self.samples {
        for fault in injector.faults(in: InjectionSubject(text: text, question: "Bonn 7 9")) {
          #expect(fault.text != text)
          #expect(type.card.kinds.contains(fault.kind))
          let right = Array(text)
          #expect(String(right[fault.offset..<(fault.offset + fault.before.count)]) == fault.before)
          #expect(right[..<fault.offset].count { $0.isNewline } == fault.line)
        }
      }
    }
  }

  private static let samples = [
    "", "\n\n", "5 km\nin 10 minutes\n2 + 3 = 5\n5 x 2 = 10", "x = 2y + 3\n(x - 1)^2 = 4",
    "if a < b:\n  return a[1]\n", "They met Anna in Paris on 4 July 1999.", "'\"\"\"'''\\", "((((",
    "1,2,3 = 4.5.6", "🙂 3 + 4 = 7 🙂", "{\"name\": \"f\", \"arguments\": {\"a\": [1, {}]}}",
  ]

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func breaksRealSolutionsSoThatTheAnswerChanges() throws {
    let folder = try #require(SharedData.folder).appending(path: "gsm8k")
    var rows = try RowReader(folder.appending(path: "test.jsonl"))
    var injected = 0
    var solutions = 0
    while let row = try rows.next(), solutions < 300 {
      solutions += 1
      let solution = CalculatorSolution(raw: try row.string("answer"))
      let subject = InjectionSubject(text: solution.text, question: try row.string("question"))
      let faults = ArithmeticInjector().faults(in: subject)
      if !faults.isEmpty { injected += 1 }
      for fault in faults {
        let broken = CalculatorSolution(raw: fault.text)
        #expect(broken.steps.count == solution.steps.count)
        // The lines before the fault are untouched.
        #expect(broken.steps.prefix(fault.line) == solution.steps.prefix(fault.line))
      }
    }
    // Most solutions of this data set have an equation whose result can be followed.
    #expect(injected > 200)
  }
}
