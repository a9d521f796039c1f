// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

@Suite struct PromptStyleLawsTests {
  static let formats: [String: Set<String>] = [
    "r3": ["pointwise", "pairwise", "binary", "verification", "verification-reference"],
    "fare": [
      "pointwise", "pairwise", "binary", "verification", "verification-reference", "stepwise",
    ],
    "flame": [
      "pointwise", "pairwise", "binary", "verification", "verification-reference", "stepwise",
      "classification",
    ],
    "compact": [
      "pointwise", "pairwise", "binary", "verification", "verification-reference", "stepwise",
      "classification", "ranking",
    ],
    "prometheus": ["pointwise", "pairwise"], "reward-bench": ["pairwise"],
    "reward-bench-2": ["ranking"], "reward-bench-rating": ["pointwise"], "g-eval": ["pointwise"],
    "rm-r1": ["pairwise"], "vanilla": ["pairwise"],
    "criteria": ["pointwise", "pairwise", "binary", "verification", "verification-reference"],
  ]

  static func example(_ format: JudgmentFormat) -> Example {
    PromptStyleLaws.examples.first { $0.format == format }
      ?? Example(id: "none", format: format, input: "", responses: [], source: "", group: "g")
  }

  @Test(arguments: PromptStyles.all.map(\.name)) func holds(_ name: String) throws {
    let style = try PromptStyles.named(name)
    // The compact style has no escapes: a critique may not look like its verdict line.
    let critiques =
      name == "compact"
      ? PromptStyleLaws.critiques.filter { !$0.contains("> B") && !$0.contains("think>") }
      : PromptStyleLaws.critiques
    let violations = PromptStyleLaws.violations(
      of: style, formats: Self.formats[name] ?? [], critiques: critiques)
    // The choice of one response out of several stands for one ranking only.
    let expected = name == "reward-bench-2" ? ["throws"] : []
    #expect(violations.filter { violation in !expected.contains { violation.contains($0) } } == [])
  }

  @Test func theLawsCatchABrokenStyle() {
    let violations = PromptStyleLaws.violations(of: AlwaysFirst(), formats: ["pairwise"])
    #expect(violations.contains { $0.contains("is read back as") })
  }

  @Test func everyStyleHasAFileAndASummary() throws {
    let folder = SharedData.packageRoot.appending(path: "Sources/AssayCore/Prompting")
    let files = ["Styles", "Compact", "Published"].flatMap { sub in
      (try? FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: sub).path())) ?? []
    }
    let styles = files.filter { $0.hasSuffix("Style.swift") }
      .map { $0.dropLast("Style.swift".count).lowercased() }
    let names = PromptStyles.all.map { $0.name.replacing("-", with: "") }
    #expect(Set(styles) == Set(names))
    for style in PromptStyles.all {
      #expect(!PromptStyles.summary(of: style).isEmpty)
      #expect(try PromptStyles.named(style.name).name == style.name)
    }
  }

  @Test func anUnknownNameListsTheOthers() {
    let error = #expect(throws: AssayError.self) { try PromptStyles.named("r4") }
    #expect(error?.code == .invalidArgument)
    #expect(error?.description.contains("r3, fare, flame, compact") == true)
  }

  private struct AlwaysFirst: PromptStyle {
    let name = "always-first"
    func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
      [.user("?")]
    }
    func target(
      _ judgment: Judgment, critique: String, for example: Example, form: PromptForm
    ) throws -> String { "first" }
    func verdict(
      from completion: Completion, for example: Example, form: PromptForm
    ) -> Verdict { .judged(.preference(.first)) }
  }
}
