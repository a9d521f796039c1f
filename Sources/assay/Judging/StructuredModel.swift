// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import Synchronization

/// A model whose answers are held to the form of the verdicts that are asked for.
struct StructuredModel: ChatModel {
  private let model: any ChatModel
  /// The forms that occur, and which of them each example has.
  private let schemas: [OutputSchema]
  private let places: [String: Int]
  private let watch: FormWatch?

  /// - Parameters:
  ///   - dialect: What the server understands.
  ///   - watch: Told of the answers; `nil` where none come.
  /// - Throws: `invalidArgument` where the style's verdicts have no closed form, or none that the
  ///   server can hold a model to. Nothing was sent by then.
  init(
    _ model: any ChatModel, for examples: [Example], style: any PromptStyle, form: PromptForm,
    dialect: Dialect, watch: FormWatch? = nil
  ) throws {
    var known: [OutputSchema: Int] = [:]
    var places: [String: Int] = [:]
    for example in examples {
      guard let schema = style.outputSchema(for: example, form: form) else {
        // What the style cannot ask for is not asked.
        if (try? style.messages(for: example, form: form)) == nil { continue }
        throw AssayError(
          .invalidArgument,
          "The answers to the example \(example.id) (\(example.format.name)) have no closed form "
            + "in the style '\(style.name)'.",
          advice: "Leave --structured-output out, or choose another --style.")
      }
      guard dialect.structure.holds(schema) else {
        throw AssayError(
          .invalidArgument,
          "A server of the dialect '\(dialect.name)' can hold answers to JSON only, and the style "
            + "'\(style.name)' asks for text.",
          advice: "Use --style r3, which asks for JSON, or leave --structured-output out.")
      }
      let place = known[schema] ?? known.count
      known[schema] = place
      places[example.id] = place
    }
    self.model = model
    self.places = places
    schemas = known.sorted { $0.value < $1.value }.map(\.key)
    self.watch = watch
  }

  /// Another form of output is another model to a run.
  var identity: ModelIdentity {
    ModelIdentity(
      name: model.identity.name, fingerprint: model.identity.fingerprint + "-structured")
  }

  @concurrent
  func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    let requests = requests.map { request in
      var request = request
      request.schema = places[request.key.example].map { schemas[$0] }
      return request
    }
    let results = try await model.complete(requests)
    if let watch {
      for (request, result) in zip(requests, results) {
        if let schema = request.schema, case .success(let completion) = result {
          watch.see(completion, schema)
        }
      }
    }
    return results
  }
}

/// Notices a server that takes a form and does not hold its model to it, as many do with fields
/// that they do not know.
final class FormWatch: Sendable {
  /// How many whole answers came, and how many of them do not have their form.
  struct Count: Sendable {
    var answers = 0
    var strays = 0
  }

  private let counts = Mutex(Count())
  /// What ends the thinking in a text; what follows is held to the form.
  private let thinkingEnd: String?
  private let warn: @Sendable (String) -> Void

  init(thinkingEnd: String?, warn: @escaping @Sendable (String) -> Void) {
    self.thinkingEnd = thinkingEnd
    self.warn = warn
  }

  var count: Count { counts.withLock { $0 } }

  /// Takes an answer. The first that does not have its form is told at once.
  func see(_ completion: Completion, _ schema: OutputSchema) {
    guard completion.finishReason == .stop else { return }
    var text = completion.text[...]
    if let thinkingEnd, let end = text.ranges(of: thinkingEnd).last?.upperBound {
      text = text[end...]
    }
    let isStray = !schema.admits(String(text))
    let isFirst = counts.withLock { counts in
      counts.answers += 1
      if isStray { counts.strays += 1 }
      return isStray && counts.strays == 1
    }
    if isFirst {
      warn(
        "warning: an answer does not have the form that --structured-output asks for; the server "
          + "seems not to hold its model to it. See --dialect.")
    }
  }
}
