// SPDX-License-Identifier: Apache-2.0
import AssayTestSupport
import Foundation
import Testing

@Suite struct BadInputTests {
  @Test func missingFileIsNamed() async throws {
    let run = try await CommandLineProgram.run(["data", "show", "--data", "/no/such.jsonl"])
    #expect(run.status == 66)
    #expect(run.errors.contains("/no/such.jsonl"))
    #expect(run.output.isEmpty)
  }

  @Test func brokenLineIsNamed() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "broken.jsonl")
      try Data("{\"id\": 1}\n{\"id\": \n".utf8).write(to: file)
      let run = try await CommandLineProgram.run(["data", "show", "--data", file.path()])
      #expect(run.status == 65)
      #expect(run.errors.contains("broken.jsonl:1"))
    }
  }

  @Test(arguments: [
    ["bench", "no-such-benchmark"], ["judge", "--data", "digit-chains", "--votes", "0"],
    ["judge", "--data", "digit-chains", "--style", "no-such-style"],
    ["bench", "digit-chains", "--limit", "0"], ["report"],
  ])
  func wrongValuesAreUsageErrors(arguments: [String]) async throws {
    let run = try await CommandLineProgram.run(arguments)
    #expect(run.status == 64)
    // The parser of arguments begins with a capital letter what it finds out itself.
    #expect(run.errors.lowercased().hasPrefix("error: "))
  }

  @Test func missingModelFolderIsNamed() async throws {
    let run = try await CommandLineProgram.run(
      ["judge", "--data", "digit-chains", "--limit", "1", "--model", "/no/such/model"])
    #expect(run.status == 66)
    #expect(run.errors.contains("/no/such/model"))
  }

  @Test func missingTensorLibraryIsToldWithItsRemedy() async throws {
    try await withTemporaryFolder { folder in
      let run = try await CommandLineProgram.run(
        ["bench", "digit-chains", "--limit", "1"],
        environment: [
          "ASSAY_TORCH": folder.path(), "HOME": folder.path(), "XDG_CACHE_HOME": folder.path(),
        ])
      #expect(run.status == 69)
      #expect(run.errors.contains("make setup"))
    }
  }

  @Test func brokenRecipeNamesItsField() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "recipe.yaml")
      try Data("name: x\nsurprise: 1\n".utf8).write(to: file)
      let run = try await CommandLineProgram.run(["train", "sft", file.path()])
      #expect(run.status == 65)
      #expect(run.errors.contains("recipe.yaml"))
    }
  }
}
