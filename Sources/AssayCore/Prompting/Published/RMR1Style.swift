// SPDX-License-Identifier: Apache-2.0

/// The contract of RM-R1 (arXiv 2505.02387): sort the task, reason by its kind, close with
/// `<answer>[[A]]</answer>` or `<answer>[[B]]</answer>`.
///
/// A chat task is judged by a rubric that the judge writes itself, a reasoning task against a
/// solution of its own. Pairs without ties; the words are ours. The answer tag must end the text.
public struct RMR1Style: ClosingVerdictStyle, SchemaStyle {
  public let name = "rm-r1"
  /// How much the reader forgives.
  public var policy: ParsePolicy

  public init(policy: ParsePolicy = .lenient) { self.policy = policy }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    _ = try contract(for: example)
    let example = example.guarded(by: textGuard)
    let pair = try example.responsePair()
    let plan =
      form == .critique
      ? """
      First name the kind of the task: <type>Reasoning</type> where an answer is right or wrong, \
      as in mathematics, code or knowledge, and <type>Chat</type> everywhere else.
      For Reasoning, solve the task yourself in <solution>…</solution> and hold both answers \
      against your solution in <eval>…</eval>.
      For Chat, write the criteria that matter here, with their weights, in <rubric>…</rubric>, \
      say why in <justify>…</justify>, and compare the answers by them in <eval>…</eval>.
      Close with the verdict and write nothing after it: \

      """ : "Write the verdict alone: "
    let system = """
      You judge which of two chatbots answered a client better. Do not mind the order or the \
      length of the answers. \(plan)<answer>[[A]]</answer> if chatbot A is better, \
      <answer>[[B]]</answer> if chatbot B is better.
      """
    let user = """
      [Client Question]
      \(PromptBlocks.question(of: example))

      [The Start of Chatbot A's Response]
      \(pair.first)
      [The End of Chatbot A's Response]

      [The Start of Chatbot B's Response]
      \(pair.second)
      [The End of Chatbot B's Response]
      """
    return [.system(system), .user(user)]
  }

  func contract(for example: Example) throws -> ClosingContract {
    guard example.format == .pairwise(ties: false) else { throw example.unsupported(by: name) }
    return ClosingContract(
      space: .pair("A", "B"), opening: "<answer>[[", closing: "]]</answer>",
      critiqueOpening: "<eval>", critiqueClosing: "</eval>\n")
  }

  /// A target has the evaluation alone; a judge writes whatever the prompt asks for before the
  /// verdict, on as many lines as it takes.
  public func schema(for example: Example, form: PromptForm) -> OutputSchema? {
    guard form == .critique, (try? contract(for: example)) != nil else {
      return targetSchema(for: example, form: form)
    }
    return .text([
      .free(without: "<a", lines: true), .literal("<answer>[["), .oneOf(["A", "B"]),
      .literal("]]</answer>"),
    ])
  }

  var textGuard: TextGuard { Self.guarding }

  private static let guarding = TextGuard(
    [.line("[The Start of"), .line("[The End of"), .line("[Client Question]")]
      + ["type", "rubric", "justify", "eval", "solution", "answer"].flatMap {
        [.mark("<\($0)>"), .mark("</\($0)>")]
      } + [.mark("[[ A ]]"), .mark("[[ B ]]")])
}
