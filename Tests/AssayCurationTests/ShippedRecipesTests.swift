// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayData
import AssayTestSupport
import Foundation
import Testing

/// The recipes that come with the package, without the data and the models that they need.
@Suite struct ShippedRecipesTests {
  private static func recipe(_ name: String) throws -> (recipe: CurationRecipe, text: String) {
    let file = SharedData.packageRoot.appending(path: "Recipes/\(name).yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    return (try CurationRecipe(yaml: text, file: file.lastPathComponent), text)
  }

  /// R3's sources, EVOUNA in the form of its repository: with wrong answers.
  private static let trainedOn = DataSources.r3.map(\.name) + ["evouna-negatives"]

  /// The sources that a recipe's stages read.
  private static func sources(_ text: String) -> Set<String> {
    Set(text.matches(of: /source: ([a-z0-9-]+)/).map { String($0.output.1) })
  }

  @Test(arguments: ["curate-small", "r3", "fare"])
  func recipesAreWellFormed(name: String) throws {
    let (recipe, text) = try Self.recipe(name)
    #expect(recipe.stages.count > 20)
    // R3 trained on two diagnostic test sets of SuperGLUE.
    for source in Self.sources(text).subtracting(["superglue-axb", "superglue-axg"]) {
      #expect(try !DataSources.named(source).card.isEvaluationOnly, "\(source)")
    }
  }

  @Test func r3ReadsAllItsSourcesAndChoosesAsManyAsThePaper() throws {
    let text = try Self.recipe("r3").text
    #expect(Self.sources(text) == Set(Self.trainedOn))
    let quotas = text.matches(of: /\n {6}([a-z0-9-]+): ([0-9]+)/).map {
      (name: String($0.output.1), count: Int($0.output.2) ?? 0)
    }
    #expect(Set(quotas.map(\.name)) == Set(Self.trainedOn))
    #expect(quotas.reduce(0) { $0 + $1.count } == 20_000)
    // Table 2's shares of the seven largest.
    let shares = Dictionary(quotas.map { ($0.name, Double($0.count) / 20_000) }) { $0 + $1 }
    let published = [
      "tulu-3-preference": 0.18, "acecode-pair": 0.15, "math-step-dpo": 0.15,
      "feedback-collection": 0.13, "preference-collection": 0.10, "ultrafeedback": 0.10,
      "skywork-preference": 0.10,
    ]
    for (name, share) in published { #expect(shares[name] == share, "\(name)") }
  }

  @Test func aStageWithoutAPathReadsWhatWasFetched() async throws {
    try await withTemporaryFolder { folder in
      let data = folder.appending(path: "fetched/deeper")
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      let row = #"{"question": "1 + 1?", "answer": "It is 2.\n#### 2"}"#
      try Data("\(row)\n".utf8).write(to: data.appending(path: "train.jsonl"))
      let yaml =
        "{name: x, folder: out, stages: [{name: sums, do: read, source: gsm8k, parts: [train]}]}"
      let recipe = try CurationRecipe(yaml: yaml, file: "x.yaml")
      func kept(_ context: CurationContext) async throws -> [Int] {
        guard case .finished(let records) = try await CurationRun(recipe, context: context).run()
        else { return [] }
        return records.map(\.kept)
      }
      let missing = CurationContext(base: folder, scratch: folder)
      let error = await #expect(throws: AssayError.self) { _ = try await kept(missing) }
      #expect(error?.advice?.contains("assay data pull gsm8k") == true)
      let context = CurationContext(base: folder, scratch: folder, dataSet: { _ in data })
      #expect(try await kept(context) == [1])
      // What lies deeper than the folder counts for whether the data is the same.
      let outer = CurationContext(
        base: folder, scratch: folder, dataSet: { _ in folder.appending(path: "fetched") })
      let before = try CurationContext.hash(of: try outer.dataSet("gsm8k"))
      try Data("\(row)\n\(row)\n".utf8).write(to: data.appending(path: "train.jsonl"))
      #expect(try CurationContext.hash(of: try outer.dataSet("gsm8k")) != before)
      #expect(try await kept(context) == [2])
    }
  }
}
