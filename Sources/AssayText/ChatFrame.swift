// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// How messages become one sequence of tokens, and where an answer ends.
///
/// A message is its role's token followed by its text; an assistant's message ends with
/// `<|end|>`. A prompt ends with `<|assistant|>`, so that what follows is the answer:
///
///     <|user|>7+5=2?<|assistant|>no<|end|>
///
/// That is one token a message and one an answer: to a model that reads characters, every token
/// of frame is a token less of content. The same frame makes training examples and prompts.
public struct ChatFrame: Sendable {
  /// The special tokens of the frame; their order is the order of their ids.
  public enum Special: String, Sendable, CaseIterable {
    case padding = "<|pad|>"
    case unknown = "<|unk|>"
    case system = "<|system|>"
    case user = "<|user|>"
    case assistant = "<|assistant|>"
    case end = "<|end|>"
  }

  /// The same frame in the template language of Hugging Face folders.
  public static let template =
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] }}"
    + "{% if message['role'] == 'assistant' %}{{ '<|end|>' }}{% endif %}{% endfor %}"
    + "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"

  /// Encodes the messages' texts.
  public let tokenizer: any Tokenizer
  /// The id that fills a batch; no loss is taken and no attention is given there.
  public let paddingID: Int
  /// The id that ends an answer.
  public let endID: Int

  private let systemID: Int
  private let userID: Int
  private let assistantID: Int

  /// - Throws: An `AssayError` with code `badCheckpoint` where the tokenizer lacks a token of the
  ///   frame.
  public init(tokenizer: any Tokenizer) throws {
    func id(_ special: Special) throws -> Int {
      guard let id = tokenizer.vocabulary.id(of: special.rawValue) else {
        throw AssayError(
          .badCheckpoint, "The tokenizer has no token \(special.rawValue).",
          advice: "The chat frame needs \(Special.allCases.map(\.rawValue).joined(separator: " "))."
        )
      }
      return id
    }
    self.tokenizer = tokenizer
    paddingID = try id(.padding)
    endID = try id(.end)
    systemID = try id(.system)
    userID = try id(.user)
    assistantID = try id(.assistant)
  }

  /// The tokens after which an answer is over.
  public var stopIDs: Set<Int> { [endID] }

  /// The tokens that ask for an answer to the messages.
  public func prompt(_ messages: [ChatMessage]) -> [Int] {
    messages.flatMap(tokens(of:)) + [assistantID]
  }

  /// The tokens of an answer, its end included: what a model is trained to write after `prompt`.
  public func completion(_ text: String) -> [Int] { tokenizer.encode(text) + [endID] }

  /// The tokens of a whole conversation, and for each whether an assistant wrote it.
  ///
  /// A role's token belongs to the prompt, an answer's `<|end|>` to the answer.
  public func conversation(_ messages: [ChatMessage]) -> (tokens: [Int], isAnswer: [Bool]) {
    var all: [Int] = []
    var isAnswer: [Bool] = []
    for message in messages {
      let ids = tokens(of: message)
      all += ids
      isAnswer.append(false)
      isAnswer += [Bool](repeating: message.role == .assistant, count: ids.count - 1)
    }
    return (all, isAnswer)
  }

  private func tokens(of message: ChatMessage) -> [Int] {
    switch message.role {
    case .system: [systemID] + tokenizer.encode(message.content)
    case .user: [userID] + tokenizer.encode(message.content)
    case .assistant: [assistantID] + completion(message.content)
    }
  }
}
