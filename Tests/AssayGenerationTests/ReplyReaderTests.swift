// SPDX-License-Identifier: Apache-2.0
import AssayCore
import NIOHTTP1
import Testing

@testable import AssayGeneration

@Suite struct ReplyReaderTests {
  private func read(_ choice: JSONValue, usage: JSONValue = nil) throws -> Completion {
    let reader = ReplyReader(
      faults: FaultReader(replica: try BaseURL("http://localhost:1"), model: "m"))
    let body: JSONValue = ["choices": [choice], "usage": usage]
    return try reader.completion(
      HTTPReply(status: 200, headers: HTTPHeaders(), body: Array(body.jsonText.utf8)))
  }

  @Test(arguments: [
    ("stop", FinishReason.stop), ("eos_token", .stop), ("length", .length),
    ("content_filter", .contentFilter), ("something", .unknown),
  ])
  func finishReasons(_ text: String, _ reason: FinishReason) throws {
    let completion = try read([
      "message": ["content": "x"], "finish_reason": .string(text),
    ])
    #expect(completion.finishReason == reason)
  }

  @Test func thinkingComesFromItsField() throws {
    for field in ["reasoning_content", "reasoning"] {
      let message: JSONValue = .object(["content": "A", field: "because"])
      #expect(try read(["message": message]).reasoning == "because")
    }
    let parts: JSONValue = [
      ["type": "thinking", "thinking": [["type": "text", "text": "hm"]]],
      ["type": "text", "text": "A"], ["type": "text", "text": "B"],
    ]
    let completion = try read(["message": ["content": parts]])
    #expect(completion.reasoning == "hm")
    #expect(completion.text == "AB")
    // Tags in the text stay where they are: the prompt style reads them.
    #expect(
      try read(["message": ["content": "<think>hm</think>A"]]).text == "<think>hm</think>A")
    #expect(try read(["message": ["content": nil, "reasoning_content": ""]]).reasoning == nil)
  }

  @Test func aRefusalIsNoText() throws {
    let completion = try read(["message": ["content": nil, "refusal": "I cannot."]])
    #expect(completion.text == "I cannot.")
    #expect(completion.finishReason == .contentFilter)
  }

  @Test func tokensAndUsage() throws {
    let completion = try read(
      [
        "message": ["content": "A"],
        "logprobs": [
          "content": [
            [
              "token": "A", "logprob": -0.25,
              "top_logprobs": [
                ["token": "C", "logprob": -3], ["token": "A", "logprob": -0.25],
                ["token": "B", "logprob": -3], ["token": "D", "logprob": nil],
              ],
            ]
          ]
        ],
      ], usage: ["prompt_tokens": 7, "completion_tokens": 1, "total_tokens": 8])
    #expect(
      completion.tokens == [
        TokenLogProbability(
          token: "A", logProbability: -0.25,
          alternatives: [
            .init(token: "A", logProbability: -0.25), .init(token: "B", logProbability: -3),
            .init(token: "C", logProbability: -3),
          ])
      ])
    #expect(completion.usage == TokenUsage(promptTokens: 7, completionTokens: 1))
    #expect(try read(["message": ["content": "A"], "logprobs": nil]).tokens == nil)
  }

  @Test func contentOfAnotherTypeIsNoAnswer() {
    #expect(throws: RequestFailure.self) { try read(["message": ["content": 5]]) }
    #expect(throws: RequestFailure.self) { try read(["message": "A"]) }
  }
}
