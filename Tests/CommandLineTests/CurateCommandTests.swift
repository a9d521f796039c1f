// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

@Suite struct CurateCommandTests {
  private static let recipe = """
    name: chains
    seed: 5
    folder: out
    stages:
      - {name: all, do: read, path: chains.jsonl, prefix: ""}
      - {name: sound, do: malformed}
      - {name: distinct, do: exact-duplicates}
      - {name: short, do: length, unit: characters, response: {most: 400}}
      - {name: balanced, do: position-balance}
    output: {validation: 0.2, licence: Apache-2.0}
    """

  private func prepare(_ folder: URL) async throws {
    let made = try await CommandLineProgram.run(
      ["data", "generate", "--groups", "150", "--seed", "3", "--out", "chains.jsonl", "--quiet"],
      in: folder)
    #expect(made.status == 0)
    try Data(Self.recipe.utf8).write(to: folder.appending(path: "recipe.yaml"))
  }

  /// The bytes of what a recipe leaves, by file.
  private func set(in folder: URL) throws -> [String: Data] {
    let names = [
      "data/train.jsonl", "data/validation.jsonl", "ledger.jsonl", "README.md", "recipe.yaml",
    ]
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, try Data(contentsOf: folder.appending(path: "out").appending(path: name)))
      })
  }

  @Test func makesTheSameSetEachTime() async throws {
    try await withTemporaryFolder { one in
      try await prepare(one)
      let planned = try await CommandLineProgram.run(["curate", "recipe.yaml", "--plan"], in: one)
      #expect(planned.status == 0)
      #expect(planned.output.contains(/all +read +900/))
      #expect(planned.output.contains("No model is asked."))
      let plan = try await CommandLineProgram.run(
        ["curate", "recipe.yaml", "--plan", "--json"], in: one
      ).result()
      #expect(plan["prompt_tokens"] as? Int == 0)
      #expect((plan["stages"] as? [[String: Any]])?.first?["is_exact"] as? Bool == true)
      let first = try await CommandLineProgram.run(["curate", "recipe.yaml", "--json"], in: one)
      #expect(first.status == 0)
      let stages = try first.result()["stages"] as? [[String: Any]]
      #expect(stages?.count == 5)
      let again = try await CommandLineProgram.run(["curate", "recipe.yaml"], in: one)
      #expect(again.errors.contains("balanced: ") && again.errors.contains("done before"))
      try await withTemporaryFolder { other in
        try await prepare(other)
        _ = try await CommandLineProgram.run(["curate", "recipe.yaml", "--quiet"], in: other)
        #expect(try set(in: other) == set(in: one))
      }
    }
  }

  @Test func aSplitThatIsNoMoreGoesAway() async throws {
    try await withTemporaryFolder { folder in
      try await prepare(folder)
      _ = try await CommandLineProgram.run(["curate", "recipe.yaml", "--quiet"], in: folder)
      let data = folder.appending(path: "out/data")
      try Data("mine".utf8).write(to: data.appending(path: "notes.txt"))
      let before = try FileManager.default.contentsOfDirectory(atPath: data.path())
      #expect(before.contains("validation.jsonl"))
      try Data(Self.recipe.replacing("validation: 0.2, ", with: "").utf8)
        .write(to: folder.appending(path: "recipe.yaml"))
      let run = try await CommandLineProgram.run(["curate", "recipe.yaml"], in: folder)
      #expect(run.status == 0)
      let after = try FileManager.default.contentsOfDirectory(atPath: data.path())
      #expect(after.filter { $0.hasPrefix("validation") } == [])
      #expect(after.contains("notes.txt") && after.contains("train.jsonl"))
    }
  }

  @Test func shardsMakeTheSameSet() async throws {
    try await withTemporaryFolder { folder in
      try await prepare(folder)
      let first = try await CommandLineProgram.run(
        ["curate", "recipe.yaml", "--shard", "1/2"], in: folder)
      #expect(first.status == 0)
      #expect(first.output.contains("run again when the others are"))
      // The second shard ends the item-wise stages one after the other, each time they both meet.
      for round in 0..<6 {
        let index = 2 - round % 2
        _ = try await CommandLineProgram.run(
          ["curate", "recipe.yaml", "--quiet", "--shard", "\(index)/2"], in: folder)
      }
      let shared = try set(in: folder)
      try await withTemporaryFolder { whole in
        try await prepare(whole)
        _ = try await CommandLineProgram.run(["curate", "recipe.yaml", "--quiet"], in: whole)
        #expect(try set(in: whole) == shared)
      }
    }
  }

  @Test func killedAnywhereItGoesOnToTheSameSet() async throws {
    try await withTemporaryFolder { folder in
      try await prepare(folder)
      let file = folder.appending(path: "recipe.yaml")
      // Paths of the recipe start from the working folder, so this one names them whole.
      let text = Self.recipe.replacing(
        "folder: out", with: "folder: \(folder.appending(path: "out").path())"
      )
      .replacing(
        "path: chains.jsonl", with: "path: \(folder.appending(path: "chains.jsonl").path())")
      try Data(text.utf8).write(to: file)
      for milliseconds in [15, 40, 90, 160, 250] {
        _ = try await CommandLineProgram.status(["curate", file.path(), "--quiet"]) { process in
          try await Task.sleep(for: .milliseconds(milliseconds))
          kill(process.processIdentifier, SIGKILL)
        }
      }
      let last = try await CommandLineProgram.run(["curate", file.path()])
      #expect(last.status == 0)
      try await withTemporaryFolder { whole in
        try await prepare(whole)
        _ = try await CommandLineProgram.run(["curate", "recipe.yaml", "--quiet"], in: whole)
        var (killed, undisturbed) = (try set(in: folder), try set(in: whole))
        // The recipes name different folders; what they make does not.
        killed["recipe.yaml"] = nil
        undisturbed["recipe.yaml"] = nil
        #expect(killed == undisturbed)
      }
    }
  }

  @Test func keepsOnlyFreelyLicensedSources() async throws {
    try await withTemporaryFolder { folder in
      try await prepare(folder)
      let run = try await CommandLineProgram.run(
        ["curate", "recipe.yaml", "--permissive-only", "--json"], in: folder)
      // A file of one's own states no licence, so that nothing is left, which is no success.
      #expect(run.status == 65)
      #expect(run.errors.contains("No example is left."))
      let ledger = try String(
        contentsOf: folder.appending(path: "out/ledger.jsonl"), encoding: .utf8)
      #expect(ledger.split(separator: "\n").count == 900)
      #expect(ledger.contains("all-permitted") && ledger.contains("unknown-licence"))
      let card = try String(contentsOf: folder.appending(path: "out/README.md"), encoding: .utf8)
      #expect(card.contains("assay curate recipe.yaml --permissive-only"))
    }
  }

  @Test(arguments: [
    ("do: position-balance", "do: contamination, benchmarks: [judgebnch]", "stages[4]"),
    ("do: position-balance", "do: select, count: 9, embedder: minilmm", "Did you mean 'minilm'?"),
    ("do: position-balance", "do: trace, judge: {model: me}", "no model 'me'"),
    ("do: position-balance", "do: join, from: [balanced]", "cannot take its own"),
    ("do: malformed}", "do: malformed, from: short}", "'short' stands below this one"),
    ("folder: out", "folder: chains.jsonl/out", "Not a directory"),
    ("do: malformed", "do: malform", "Did you mean 'malformed'?"),
    ("seed: 5", "seed: [5", "recipe.yaml:3: "),
    ("do: malformed", "do: tidy", "stages[1].do"), ("path: chains", "path: chain", "chain.jsonl"),
    ("most: 400", "least: 9, most: 4", "response"), ("seed: 5", "sead: 5", "sead"),
  ])
  func saysWhatIsWrongAndWhere(old: String, new: String, place: String) async throws {
    try await withTemporaryFolder { folder in
      try await prepare(folder)
      try Data(Self.recipe.replacing(old, with: new).utf8)
        .write(to: folder.appending(path: "recipe.yaml"))
      let run = try await CommandLineProgram.run(["curate", "recipe.yaml"], in: folder)
      #expect(run.status != 0)
      #expect(run.errors.contains("error: "))
      #expect(run.errors.contains(place), "\(run.errors)")
      // Nothing was begun that cannot be ended.
      #expect(!run.errors.contains("all: "), "\(run.errors)")
    }
  }
}
