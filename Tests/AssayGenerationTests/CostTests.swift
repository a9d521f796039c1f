// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

@testable import AssayGeneration

@Suite struct CostTests {
  private let table = """
    # prices of a day
    currency: EUR
    models:
      - model: gpt-4o-mini*
        input: 0.15
        output: 0.6
      - {model: "*/qwen3-*-awq", input: 1, output: 2}
      - model: local
        input: 0
        output: 0
    """

  @Test(arguments: [
    ("gpt-4o-mini-2024-07-18", 0.15), ("GPT-4o-mini", 0.15), ("org/qwen3-8b-awq", 1),
    ("local", 0), ("gpt-4o", nil), ("qwen3-8b-awq", nil), ("org/qwen3-awq", nil),
  ])
  func pricesAreFoundByPattern(_ model: String, _ input: Double?) throws {
    let price = try PriceTable(yaml: table, file: "prices.yaml").price(of: model)
    #expect(price?.input == input)
    #expect(price.map(\.currency) == input.map { _ in "EUR" })
  }

  @Test func whatAPriceIsNotIsSaidWithItsLine() throws {
    for (text, line, words) in [
      ("models:\n  - model: a\n    input: cheap\n    output: 1", 3, "'input' of 'a'"),
      ("models:\n  - model: a\n    input: -1\n    output: 1", 3, "'input' of 'a'"),
      ("models:\n  - model: a\n    input: 1", 2, "no 'output'"),
      ("models:\n  - input: 1\n    output: 1", 2, "names no model"),
      ("models:\n  - model: a\n    prompt: 1", 3, "'prompt'"),
      ("currency: USD\nmodel: a", 2, "'model'"), ("models: 5", 1, "not a list"),
      ("- a", 1, "not a table"),
    ] {
      let error = #expect(throws: AssayError.self) {
        try PriceTable(yaml: text, file: "prices.yaml")
      }
      #expect(error?.location?.line == line, "\(text)")
      #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }
    #expect(throws: AssayError.self) { try PriceTable(yaml: "a: [", file: "p") }
    #expect(try PriceTable(yaml: "", file: "p").lines.isEmpty)
  }

  @Test func anEstimateIsSums() {
    let price = ModelPrice(input: 2, output: 10)
    let basis = CostEstimate.Basis(
      price: price, outputTokens: 300, tokensPerSecond: 100, latency: .seconds(1),
      limits: RateLimits(concurrency: 4))
    let estimate = CostEstimate(
      1000, prompt: 1_000_000, output: 300_000, most: 900_000, basis: basis)
    #expect(estimate.cost == 5)
    #expect(estimate.mostCost == 11)
    // A second and three seconds of writing each, four at a time.
    #expect(estimate.time == .seconds(1000))
    var slow = basis
    slow.limits.requestsPerMinute = 30
    #expect(
      CostEstimate(1000, prompt: 0, output: 0, most: 0, basis: slow).time == .seconds(2000))

    let requests = (0..<3).map { index in
      CompletionRequest(
        key: .init(example: "\(index)"), messages: [.user("one two three")],
        sampling: SamplingParameters(maximumTokens: index == 0 ? 10 : 1000))
    }
    let counted = CostEstimate(of: requests, basis: CostEstimate.Basis())
    #expect(counted.requests == 3)
    #expect(counted.promptTokens == 21)
    #expect(counted.outputTokens == 610)
    #expect(counted.mostOutputTokens == 2010)
    #expect(counted.cost == nil)
  }

  private struct Measured: Decodable {
    struct Text: Decodable {
      var name: String
      var text: String
      var tokens: [String: Double]
    }
    struct Total: Decodable { var tokens: [String: Double] }
    var texts: [Text]
    var judgebench: Total

    static func load() throws -> Measured {
      let file = SharedData.fixtures.appending(path: "AssayGeneration/tokens.json")
      return try JSONDecoder().decode(Measured.self, from: Data(contentsOf: file))
    }
  }

  @Test func shortTextsComeNearTheTokenizers() throws {
    for text in try Measured.load().texts {
      let counts = text.tokens.values.sorted()
      let estimate = Double(TokenEstimator.standard.tokens(in: text.text))
      let (lowest, highest) = (counts.first ?? 0, counts.last ?? 0)
      #expect(
        estimate > lowest * 0.8 && estimate < highest * 1.2,
        "\(text.name): \(estimate) beside \(counts)")
    }
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func theTotalOfJudgeBenchComesWithinFivePercentOfThreeTokenizers() throws {
    let measured = try Measured.load().judgebench
    var estimate = 0.0
    for model in ["claude-3-5-sonnet-20240620", "gpt-4o-2024-05-13"] {
      let file = try SharedData.path("judgebench/dataset=judgebench,response_model=\(model).jsonl")
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let row = try JSONParser.parse(String(line))
        for field in ["question", "response_A", "response_B"] {
          estimate += Double(TokenEstimator.standard.tokens(in: row[field]?.stringValue ?? ""))
        }
      }
    }
    for (name, tokens) in measured.tokens.sorted(by: { $0.key < $1.key }) {
      #expect(abs(estimate / tokens - 1) < 0.05, "\(name): \(estimate) beside \(tokens)")
    }
  }
}
