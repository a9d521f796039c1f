// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayJudging

/// A result in the form of RewardBench's own result files (`results/eval-set/<org>/<model>.json`).
///
/// One flat object: `model`, `model_type`, `chat_template`, and the accuracy of every subset from 0
/// to 1, of RewardBench 2 the score of every domain. The numbers are the official ones: one order,
/// and the credit that the official code gives to ties and to what cannot be read. As upstream
/// writes it: keys sorted, four spaces deep.
public struct RewardBenchResultFile: Sendable, Hashable {
  /// The name of the judge's model.
  public var model: String
  /// `Seq. Classifier` for recorded scalar scores, else `Generative RM`.
  public var modelType: String
  /// The subsets and their scores from 0 to 1.
  public var subsets: [String: Double]

  /// - Throws: `invalidArgument` where the result is of another benchmark or has no subset.
  public init(_ result: BenchmarkResult) throws {
    model = result.run.model.name
    modelType = result.run.style == "scalar-reward" ? "Seq. Classifier" : "Generative RM"
    switch result.benchmark.name {
    case "rewardbench": subsets = Self.pairs(result)
    case "rewardbench-2": subsets = Self.domains(result)
    default:
      throw AssayError(
        .invalidArgument, "\(result.benchmark.title) has no result file of RewardBench's.",
        advice: "Such a file can be written for rewardbench and rewardbench-2.")
    }
    guard !subsets.isEmpty else {
      throw AssayError(
        .invalidArgument, "The result has no subset of \(result.benchmark.title).",
        advice: "Judge the benchmark's own data.")
    }
  }

  /// The one result of RewardBench's among several.
  ///
  /// - Throws: `invalidArgument` where there is none, or more than one.
  public init(of results: [BenchmarkResult]) throws {
    let own = results.filter { ["rewardbench", "rewardbench-2"].contains($0.benchmark.name) }
    guard let result = own.count == 1 ? own.first : results.count == 1 ? results.first : nil else {
      throw AssayError(
        .invalidArgument,
        "RewardBench's result file is of one judge on one of its benchmarks; there are "
          + "\(own.count) such results.",
        advice: "Name one run of rewardbench or rewardbench-2.")
    }
    try self.init(result)
  }

  /// The subsets of the four sections; the prior sets, which upstream keeps in a file of their own,
  /// only where there is nothing else.
  private static func pairs(_ result: BenchmarkResult) -> [String: Double] {
    let known = Set(RewardBenchScore.sections.flatMap { $0.subsets.map(\.name) })
    let core = scores(result) { known.contains($0.name) ? $0.official.first : nil }
    if !core.isEmpty { return core }
    let sections = Set(RewardBenchScore.sections.map(\.name))
    return scores(result) { sections.contains($0.name) ? nil : $0.official.first }
  }

  /// The domains by the choice among four, by ratings where there was no choice, and Ties.
  private static func domains(_ result: BenchmarkResult) -> [String: Double] {
    scores(result) { section in
      ["ties", "ranking", "ratings"].lazy.compactMap { name in
        section.official.first { $0.name == name }
      }.first
    }
  }

  private static func scores(
    _ result: BenchmarkResult, _ metric: (BenchmarkResult.Section) -> Metric?
  ) -> [String: Double] {
    result.sections.reduce(into: [:]) { scores, section in
      if let value = metric(section)?.value { scores[section.name] = value / 100 }
    }
  }

  /// The file's text.
  public var json: String {
    var members: [String: JSONValue] = subsets.mapValues { .number($0) }
    members["model"] = .string(model)
    members["model_type"] = .string(modelType)
    // A chat template is the server's business; the file says that it is not known.
    members["chat_template"] = .null
    let lines = members.sorted { $0.key < $1.key }.map { key, value in
      "    \(JSONValue.string(key).jsonText): \(value.jsonText)"
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }
}
