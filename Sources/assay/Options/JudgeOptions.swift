// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayBench
import AssayCore
import AssayJudging
import AssayModels
import AssayTensor
import Foundation

/// Which judge, asked how.
struct JudgeOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "An embedded evaluator (see `assay list models`), a Hugging Face folder, or the name of a "
        + "model that the endpoint serves.", valueName: "name|folder"))
  var model: String?

  @Option(help: "The prompt style (see `assay list styles`): compact, or r3 at an endpoint.")
  var style: String?

  @Option(
    help: ArgumentHelp(
      "A style of your own, in YAML or JSON (docs/judging.md); all of it is checked when it is "
        + "loaded.", valueName: "file"))
  var styleFile: String?

  @Flag(help: "Ask for the verdict alone, without an explanation.")
  var verdictOnly = false

  @Option(help: "Orders in which pairs are shown: both, as-given-only, swapped-only.")
  var orders: Orders = .both

  @Option(
    name: [.customLong("samples"), .customLong("votes")],
    help: ArgumentHelp(
      "Samples per example and order, which --pool makes one; with --temperature above 0.",
      valueName: "k"))
  var votes = 1

  @Flag(
    help: """
      Take the expectation of the score over the probabilities of the labels (G-Eval, GenRM); the \
      model must report token probabilities.
      """)
  var expectedScore = false

  @Flag(
    name: [.customLong("retry"), .customLong("retry-unread")], inversion: .prefixedNo,
    help: "Ask once more, with a larger budget, where an answer is cut off or cannot be read.")
  var retry = true

  @Option(
    help: ArgumentHelp("The larger budget, in times --max-tokens.", valueName: "times"))
  var retryFactor = 2

  @Option(help: "0 is greedy decoding.")
  var temperature = 0.0

  @Option(help: "Keep the smallest set of tokens with this probability.")
  var topP = 1.0

  @Option(help: "Keep this many of the likeliest tokens; 0 keeps all.")
  var topK = 0

  @Option(help: "Keep tokens at least this share as likely as the likeliest.")
  var minP = 0.0

  @Option(help: "The output budget in tokens: 512, or 4096 at an endpoint.")
  var maxTokens: Int?

  @Option(help: "Every random choice follows from it.")
  var seed: UInt64 = 0

  @Option(help: "Requests that go to a local model at a time.")
  var batch = 128

  @Option(help: "Threads of the tensor library; all cores where it is left out.")
  var threads: Int?

  /// How often and in which orders.
  var policy: JudgingPolicy {
    JudgingPolicy(
      orders: orders.policy, votes: votes, retriesUnreadable: retry,
      logProbabilities: expectedScore ? Self.reportedTokens : 0, retryBudgetFactor: retryFactor)
  }

  /// The most alternatives to a token that the OpenAI protocol reports.
  private static let reportedTokens = 20

  /// The style, the user's own or one of ours.
  private func chosenStyle(otherwise name: String) throws -> any PromptStyle {
    guard let styleFile else { return try BenchmarkStyles.named(style ?? name) }
    return try TemplateStyle(at: URL(filePath: styleFile))
  }

  /// Loads the local model and makes the judge.
  func judge() async throws -> Judge {
    try check()
    let style = try chosenStyle(otherwise: "compact")
    let model = try await ModelLocation(self.model ?? EmbeddedEvaluator.mini.rawValue)
      .load(threads: threads)
    return judge(
      style, model, maximumTokens: maxTokens ?? 512, Judge.Batching(maximumBatch: batch))
  }

  /// The judge of a model that is served elsewhere.
  ///
  /// - Parameter concurrency: The most requests in flight. Several small batches for each keep as
  ///   many in flight while a slow answer holds its own batch back.
  func judge(servedBy model: any ChatModel, concurrency: Int) throws -> Judge {
    try check()
    return judge(
      try chosenStyle(otherwise: "r3"), model, maximumTokens: maxTokens ?? 4096,
      Judge.Batching(maximumBatch: 8, concurrentBatches: max(4, concurrency)))
  }

  private func judge(
    _ style: any PromptStyle, _ model: any ChatModel, maximumTokens: Int,
    _ batching: Judge.Batching
  ) -> Judge {
    let sampling = SamplingParameters(
      temperature: temperature, topP: topP, topK: topK, minP: minP, maximumTokens: maximumTokens)
    return Judge(
      style: style, form: verdictOnly ? .verdictOnly : .critique, model: model,
      sampling: sampling, policy: policy, seed: seed, batching: batching)
  }

  /// Checks what can be checked before anything is loaded.
  func check() throws {
    let faults = [
      temperature < 0 || !temperature.isFinite ? "--temperature must be 0 or more." : nil,
      topP <= 0 || topP > 1 ? "--top-p must be above 0 and at most 1." : nil,
      topK < 0 ? "--top-k must be 0 or more." : nil,
      minP < 0 || minP > 1 ? "--min-p must be between 0 and 1." : nil,
      maxTokens ?? 1 < 1 ? "--max-tokens must be at least 1." : nil,
      votes < 1 ? "--samples must be at least 1." : nil,
      votes > 1 && temperature == 0
        ? "--samples above 1 need --temperature above 0: greedy samples are all the same." : nil,
      retryFactor < 1 ? "--retry-factor must be at least 1." : nil,
      style != nil && styleFile != nil ? "--style-file goes without --style." : nil,
      batch < 1 ? "--batch must be at least 1." : nil,
    ]
    if let fault = faults.compactMap({ $0 }).first { throw AssayError(.invalidArgument, fault) }
    _ = try chosenStyle(otherwise: "r3")
  }
}

extension JudgeOptions {
  /// The orders in which pairs are shown, as options.
  enum Orders: String, ExpressibleByArgument, CaseIterable {
    case both
    case asGivenOnly = "as-given-only"
    case swappedOnly = "swapped-only"

    var policy: JudgingPolicy.Orders {
      switch self {
      case .both: .both
      case .asGivenOnly: .asGivenOnly
      case .swappedOnly: .swappedOnly
      }
    }
  }
}
