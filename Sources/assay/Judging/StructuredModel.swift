// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// A model whose answers are held to the form of the verdicts that are asked for.
struct StructuredModel: ChatModel {
  private let model: any ChatModel
  private let schemas: [String: OutputSchema]

  /// - Throws: `invalidArgument` where the style's verdicts have no form that a server can hold to.
  init(
    _ model: any ChatModel, for examples: [Example], style: any PromptStyle, form: PromptForm
  ) throws {
    guard style is R3Style else {
      throw AssayError(
        .invalidArgument, "The verdicts of the style '\(style.name)' have no fixed form.",
        advice: "Use --style r3, or leave --structured-output out.")
    }
    self.model = model
    schemas = Dictionary(
      examples.compactMap { example in
        Self.labels(of: example.format).map { (example.id, Self.schema($0, form)) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Another form of output is another model to a run.
  var identity: ModelIdentity {
    ModelIdentity(
      name: model.identity.name, fingerprint: model.identity.fingerprint + "-structured")
  }

  func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    try await model.complete(
      requests.map { request in
        var request = request
        request.schema = schemas[request.key.example]
        return request
      })
  }

  /// The explanation comes first, so that the verdict follows from it.
  private static func schema(_ labels: [String], _ form: PromptForm) -> OutputSchema {
    let score = OutputSchema.Field("score", .choice(labels))
    let fields =
      form == .critique ? [OutputSchema.Field("explanation", .text), score] : [score]
    return .object(name: "judgment", fields: fields)
  }

  /// What R3's `score` may be; `nil` for a format that R3 has no prompt for.
  private static func labels(of format: JudgmentFormat) -> [String]? {
    switch format {
    case .pairwise(ties: false): ["Response 1", "Response 2"]
    case .binary, .verification: ["true", "false"]
    case .pointwise(let scale) where scale.lowest <= scale.highest && scale.highest < 1_000:
      (scale.lowest...scale.highest).map { "\($0)" }
    default: nil
    }
  }
}
