// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayJudging
import Foundation

/// Every filter as an operation of its own name, with the parameters that its card lists.
enum FilterOperations {
  static let all: [OperationEntry] = [
    itemwise(MalformedExamples.card) { section in
      let needsGold = try section.flag("requires_gold") ?? true
      return FilterPlan(settings: ["requires_gold": .bool(needsGold)]) { _ in
        MalformedExamples(requiresGold: needsGold)
      }
    },
    itemwise(LengthFilter.card, length),
    itemwise(LanguageFilter.card, language),
    itemwise(LicenceFilter.card) { _ in
      let licences = Dictionary(
        DataSources.all.map { ($0.name, $0.card.licence) }, uniquingKeysWith: { first, _ in first })
      return FilterPlan(settings: .object(licences.mapValues { .string($0) })) { _ in
        LicenceFilter(licences: licences)
      }
    },
    itemwise(NegativeFilter.card, negatives),
    itemwise(Contamination.card, contamination),
    itemwise(EmbeddingContamination.card, embeddingContamination),
    OperationEntry(
      OperationCard(name: TeacherAgreement.card.name, summary: TeacherAgreement.card.summary)
    ) { section in
      guard section.has("judge") else {
        return ItemwiseFilterOperation(plan: FilterPlan { _ in TeacherAgreement() })
      }
      return TracedAgreementOperation(trace: try TraceOperation(section))
    },
    itemwise(SwappedOrder.card) { section in
      let judge = try JudgeSettings(section, sampling: SamplingParameters(maximumTokens: 8192))
      return FilterPlan(judge: (judge, 1)) { SwappedOrder(try await judge.judge(in: $0)) }
    },
    itemwise(SmallModelSolves.card) { section in
      let judge = try JudgeSettings(section, sampling: SmallModelSolves.sampling)
      let samples = try section.whole("samples", atLeast: 1) ?? 5
      return FilterPlan(settings: ["samples": .integer(samples)], judge: (judge, samples)) {
        SmallModelSolves(try await judge.judge(in: $0), samples: samples)
      }
    },
    whole(ExactDuplicates.card) { section in
      let scope: DuplicateScope = try section.choice("scope") ?? .example
      return FilterPlan(settings: ["scope": .string(scope.rawValue)]) { _ in
        ExactDuplicates(scope: scope)
      }
    },
    whole(NearDuplicates.card, nearDuplicates),
    whole(LabelNoise.card) { section in
      let judge = try JudgeSettings(
        section, sampling: SamplingParameters(temperature: 0.7, maximumTokens: 1024))
      let votes = try section.whole("votes", atLeast: 1) ?? 5
      return FilterPlan(settings: ["votes": .integer(votes)], judge: (judge, 2 * votes)) {
        LabelNoise(try await judge.judge(in: $0), votes: votes)
      }
    },
    whole(LabelBalance.card) { section in
      let ratio = try section.number("ratio", in: 1...1e6) ?? 1
      return FilterPlan(settings: ["ratio": .number(ratio)]) {
        try LabelBalance(ratio: ratio, seed: $0.seed)
      }
    },
    whole(PositionBalance.card) { section in
      let drops = try section.flag("drops") ?? false
      return FilterPlan(settings: ["drops": .bool(drops)]) {
        PositionBalance(seed: $0.seed, drops: drops)
      }
    },
  ]

  private static func itemwise(
    _ card: FilterCard, _ plan: @escaping @Sendable (RecipeSection) throws -> FilterPlan
  ) -> OperationEntry {
    OperationEntry(OperationCard(name: card.name, summary: card.summary)) {
      ItemwiseFilterOperation(plan: try plan($0))
    }
  }

  private static func whole(
    _ card: FilterCard, _ plan: @escaping @Sendable (RecipeSection) throws -> FilterPlan
  ) -> OperationEntry {
    OperationEntry(OperationCard(name: card.name, summary: card.summary)) {
      WholeFilterOperation(plan: try plan($0))
    }
  }

  @Sendable private static func length(_ section: RecipeSection) throws -> FilterPlan {
    enum Unit: String, CaseIterable { case words, characters }
    let unit: Unit = try section.choice("unit") ?? .words
    func range(_ name: String) throws -> (range: ClosedRange<Int>, content: JSONValue) {
      let part = try section.section(name)
      let lowest = try part?.whole("least") ?? 0
      let highest = try part?.whole("most") ?? .max
      try part?.finish()
      guard lowest <= highest else {
        throw section.failure(
          name, "No length is at least \(lowest) and at most \(highest).",
          advice: "Exchange the two.")
      }
      return (lowest...highest, [.integer(lowest), .integer(highest)])
    }
    let (question, response, total) = (
      try range("question"), try range("response"), try range("total")
    )
    return FilterPlan(
      settings: [
        "unit": .string(unit.rawValue), "question": question.content,
        "response": response.content, "total": total.content,
      ]
    ) { _ in
      LengthFilter(
        unit: unit == .words ? .words : .characters, question: question.range,
        response: response.range, total: total.range)
    }
  }

  @Sendable private static func language(_ section: RecipeSection) throws -> FilterPlan {
    let names = try section.required("languages", section.texts("languages"))
    let languages = try names.map { name in
      guard let language = TextLanguage(rawValue: name) else {
        throw section.failure(
          "languages", "The language '\(name)' is not known.",
          advice: "Known are: \(TextLanguage.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return language
    }
    return FilterPlan(settings: .array(names.sorted().map { .string($0) })) { _ in
      try LanguageFilter(Set(languages))
    }
  }

  @Sendable private static func negatives(_ section: RecipeSection) throws -> FilterPlan {
    let names = try section.texts("drop")
    let findings = try names.map { names in
      try names.map { name in
        guard let finding = NegativeFinding(rawValue: name) else {
          throw section.failure(
            "drop", "The finding '\(name)' is not known.",
            advice:
              "Known are: \(NegativeFinding.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return finding
      }
    }
    let dropped = findings.map { Set($0) } ?? NegativeFinding.certain
    return FilterPlan(
      settings: .array(dropped.map(\.rawValue).sorted().map { .string($0) })
    ) { _ in NegativeFilter(dropping: dropped) }
  }

  @Sendable private static func contamination(_ section: RecipeSection) throws -> FilterPlan {
    let standard = NGramSettings()
    let settings = NGramSettings(
      words: try section.whole("words", atLeast: 2) ?? standard.words,
      shortest: try section.whole("shortest", atLeast: 1) ?? standard.shortest,
      commonLimit: try section.whole("common_limit", atLeast: 1) ?? standard.commonLimit)
    let names = try section.texts("benchmarks") ?? []
    return FilterPlan(
      settings: [
        "words": .integer(settings.words), "shortest": .integer(settings.shortest),
        "common_limit": .integer(settings.commonLimit),
      ], benchmarks: names
    ) {
      try Contamination(against: try await $0.benchmarks(names).items, settings: settings)
    }
  }

  @Sendable private static func embeddingContamination(
    _ section: RecipeSection
  ) throws -> FilterPlan {
    let threshold = try section.number("threshold", in: 0.01...1) ?? 0.9
    let embedder = try section.text("embedder") ?? CurationContext.standardEmbedder
    let names = try section.texts("benchmarks") ?? []
    return FilterPlan(
      settings: ["threshold": .number(threshold)], benchmarks: names, embedder: embedder
    ) { context in
      let embedder = try await context.embedder(embedder)
      // Of several shards of a stage one keeps the vectors of benchmarks; the others embed again.
      let cache =
        embedder is HashedNgramEmbedder
        ? nil
        : try? EmbeddingCache(
          folder: context.scratch.appending(path: "vectors"), identity: embedder.identity)
      return try await EmbeddingContamination(
        against: try await context.benchmarks(names).items, embedder: embedder, cache: cache,
        threshold: threshold)
    }
  }

  @Sendable private static func nearDuplicates(_ section: RecipeSection) throws -> FilterPlan {
    let standard = MinHashSettings()
    let settings = MinHashSettings(
      threshold: try section.number("threshold", in: 0.05...1) ?? standard.threshold,
      shingleWords: try section.whole("shingle_words", atLeast: 1) ?? standard.shingleWords,
      permutations: try section.whole("permutations", atLeast: 16) ?? standard.permutations,
      recall: try section.number("recall", in: 0.1...0.9999) ?? standard.recall)
    let scope: DuplicateScope = try section.choice("scope") ?? .example
    return FilterPlan(
      settings: [
        "threshold": .number(settings.threshold), "shingle_words": .integer(settings.shingleWords),
        "permutations": .integer(settings.permutations), "recall": .number(settings.recall),
        "scope": .string(scope.rawValue),
      ]
    ) { context in
      var seeded = settings
      seeded.seed = context.seed
      return try NearDuplicates(seeded, scope: scope, folder: context.scratch)
    }
  }
}
