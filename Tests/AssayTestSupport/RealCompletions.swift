// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// Texts that real models wrote, from the shared data.
public enum RealCompletions {
  /// Some completions of each kind: o1-mini's and LLaMA2's judgments, and solutions of GSM8K.
  ///
  /// - Parameters:
  ///   - folder: The folder of shared data.
  ///   - limit: How many rows of each file are read.
  public static func load(from folder: URL, limit: Int) throws -> [String] {
    let judgments = try lines(
      folder.appending(
        path: "judgebench/outputs/dataset=judgebench,response_model=gpt-4o-2024-05-13,"
          + "judge_name=arena_hard,judge_model=o1-mini-2024-09-12.jsonl"), limit
    ).flatMap { row in
      (row["judgments"]?.arrayValue ?? []).compactMap {
        $0["judgment"]?["response"]?.stringValue
      }
    }
    let solutions = try lines(
      folder.appending(path: "gsm8k/example_model_solutions.jsonl"), limit
    ).flatMap { row in
      (row.objectValue ?? [:]).sorted { $0.key < $1.key }
        .compactMap { $0.value["solution"]?.stringValue }
    }
    let file = folder.appending(path: "llmbar/evaluators/Natural/LLaMA2/CoT/result.json")
    let rows = try JSONParser.parse(Array(Data(contentsOf: file))).arrayValue ?? []
    let comparisons = rows.prefix(limit).flatMap { row in
      ["swap = False", "swap = True"].compactMap {
        row["results"]?[0]?[$0]?["completion"]?[0]?.stringValue
      }
    }
    return judgments + comparisons + solutions
  }

  private static func lines(_ file: URL, _ limit: Int) throws -> [JSONValue] {
    try Data(contentsOf: file).split(separator: 0x0A).prefix(limit)
      .map { try JSONParser.parse(Array($0)) }
  }
}
