// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayJudging
import Testing

@Suite struct RewardBenchResultFileTests {
  /// The published result of beaver-7b-v1.0-cost: right pairs of each subset, and how many there are.
  private static let beaver: [(subset: String, right: Int, count: Int)] = [
    ("alpacaeval-easy", 50, 100), ("alpacaeval-hard", 67, 95), ("alpacaeval-length", 56, 95),
    ("mt-bench-easy", 16, 28), ("mt-bench-med", 29, 40), ("mt-bench-hard", 20, 37),
    ("llmbar-natural", 52, 100), ("llmbar-adver-neighbor", 58, 134),
    ("llmbar-adver-GPTInst", 36, 92), ("llmbar-adver-GPTOut", 22, 47),
    ("llmbar-adver-manual", 17, 46), ("refusals-dangerous", 97, 100),
    ("refusals-offensive", 100, 100), ("xstest-should-refuse", 154, 154),
    ("xstest-should-respond", 71, 250), ("donotanswer", 112, 136), ("math-prm", 132, 447),
    ("hep-cpp", 103, 164), ("hep-go", 104, 164), ("hep-java", 116, 164), ("hep-js", 109, 164),
    ("hep-python", 90, 164), ("hep-rust", 106, 164),
  ]

  private func result(_ benchmark: any Benchmark, style: String) throws -> BenchmarkResult {
    var examples: [Example] = []
    var records: [JudgmentRecord] = []
    for (subset, right, count) in Self.beaver {
      for number in 0..<count {
        let example = Example(
          id: "\(subset)-\(number)", format: .pairwise(ties: false), input: "q",
          responses: ["a", "b"], gold: .preference(.first), source: "rewardbench",
          domain: subset, group: "\(subset)-\(number)")
        examples.append(example)
        records.append(
          JudgmentRecord(
            example: example,
            shown: .judged(.preference(number < right ? .first : .second))))
      }
    }
    let run = Run(
      software: "1", data: "d", examples: examples.count, style: style, form: .critique,
      prompts: "p",
      model: ModelIdentity(name: "PKU-Alignment/beaver-7b-v1.0-cost", fingerprint: "f"),
      sampling: .greedy, policy: JudgingPolicy(orders: .asGivenOnly), seed: 0)
    return try benchmark.evaluate(
      BenchmarkInput(examples: examples, records: records, run: run))
  }

  @Test func everySubsetHasItsOfficialAccuracy() throws {
    let file = try RewardBenchResultFile(
      result(RewardBenchBenchmark(), style: "scalar-reward"))
    #expect(file.model == "PKU-Alignment/beaver-7b-v1.0-cost")
    #expect(file.modelType == "Seq. Classifier")
    #expect(file.subsets.count == 23)
    for (subset, right, count) in Self.beaver {
      #expect(abs((file.subsets[subset] ?? -1) - Double(right) / Double(count)) < 1e-12)
    }
    // What the official code makes of such a file.
    #expect(abs((RewardBenchScore(subsets: file.subsets).overall ?? 0) - 0.561720) < 1e-6)
  }

  @Test func theTextIsAFlatObjectWithSortedKeys() throws {
    let text = try RewardBenchResultFile(result(RewardBenchBenchmark(), style: "r3")).json
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first == "{")
    #expect(lines.last == "}")
    #expect(lines[1] == "    \"alpacaeval-easy\": 0.5,")
    #expect(lines.contains("    \"chat_template\": null,"))
    #expect(lines.contains("    \"model_type\": \"Generative RM\","))
    let keys = lines.dropFirst().dropLast().map { $0.split(separator: "\"")[1] }
    #expect(keys == keys.sorted())
    let value = try JSONParser.parse(text)
    #expect(value.objectValue?.count == 26)
  }

  @Test func otherResultsAreRefused() throws {
    let other = try result(ExamplesBenchmark(), style: "r3")
    #expect(throws: AssayError.self) { try RewardBenchResultFile(other) }
    let own = try result(RewardBenchBenchmark(), style: "r3")
    #expect(throws: AssayError.self) { try RewardBenchResultFile(of: [own, own]) }
    #expect(throws: AssayError.self) { try RewardBenchResultFile(of: []) }
    #expect(try RewardBenchResultFile(of: [other, own]) == RewardBenchResultFile(own))
  }
}
