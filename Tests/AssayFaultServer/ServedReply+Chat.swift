// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension ServedReply {
  /// A chat completion as the OpenAI protocol has it.
  ///
  /// - Parameters:
  ///   - text: The message's content.
  ///   - reasoning: Thinking in a field of its own, under the given name.
  ///   - finish: The finish reason.
  ///   - usage: Prompt and completion tokens; `nil` leaves the field out.
  ///   - logprobs: The choice's `logprobs`.
  public static func chat(
    _ text: String, reasoning: (field: String, text: String)? = nil, finish: String = "stop",
    usage: (prompt: Int, completion: Int)? = (10, 5), logprobs: JSONValue? = nil
  ) -> ServedReply {
    .json(chatBody(text, reasoning: reasoning, finish: finish, usage: usage, logprobs: logprobs))
  }

  /// The body of such a reply.
  public static func chatBody(
    _ text: String, reasoning: (field: String, text: String)? = nil, finish: String = "stop",
    usage: (prompt: Int, completion: Int)? = (10, 5), logprobs: JSONValue? = nil
  ) -> JSONValue {
    var message: [String: JSONValue] = ["role": "assistant", "content": .string(text)]
    if let reasoning { message[reasoning.field] = .string(reasoning.text) }
    var choice: [String: JSONValue] = [
      "index": 0, "message": .object(message), "finish_reason": .string(finish),
    ]
    if let logprobs { choice["logprobs"] = logprobs }
    var body: [String: JSONValue] = [
      "id": "chatcmpl-1", "object": "chat.completion", "created": 1_700_000_000,
      "model": "judge", "choices": .array([.object(choice)]),
    ]
    if let usage {
      body["usage"] = [
        "prompt_tokens": .integer(usage.prompt), "completion_tokens": .integer(usage.completion),
        "total_tokens": .integer(usage.prompt + usage.completion),
      ]
    }
    return .object(body)
  }

  /// A list of models.
  public static func models(_ names: [String], owner: String = "vllm") -> ServedReply {
    .json([
      "object": "list",
      "data": .array(
        names.map { ["id": .string($0), "object": "model", "owned_by": .string(owner)] }),
    ])
  }
}
