// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What the server does with a request: answer it, or one of the faults of real servers.
public indirect enum ServedReply: Sendable {
  /// A whole reply.
  case reply(status: Int, headers: [(String, String)], body: [UInt8])
  /// The head, a part of the body that was announced, then the end of the connection.
  case cut(body: [UInt8], after: Int)
  /// The head and a part of the body, then a TCP reset.
  case resetInBody(body: [UInt8], after: Int)
  /// A TCP reset in place of an answer.
  case reset
  /// Nothing at all, until the client gives up.
  case silence
  /// The head at once, then one byte of the body after each pause (slow-loris).
  case trickle(body: [UInt8], every: Duration)
  /// A body of this many bytes, its length not announced.
  case flood(bytes: Int)
  /// A whole reply's head and a part of its body, then something else than the rest.
  case broken(status: Int, headers: [(String, String)], body: [UInt8], after: Int, Ending)
  /// Another reply after a pause.
  case delayed(Duration, ServedReply)

  /// What follows the part of a body that is sent.
  public enum Ending: Sendable {
    /// The end of the connection.
    case close
    /// A TCP reset.
    case reset
    /// Nothing, until the client gives up or is gone.
    case silence
  }

  /// A JSON reply.
  public static func json(
    _ value: JSONValue, status: Int = 200, headers: [(String, String)] = []
  ) -> ServedReply {
    .text(value.jsonText, status: status, type: "application/json", headers: headers)
  }

  /// A reply of any text.
  public static func text(
    _ text: String, status: Int = 200, type: String = "text/plain",
    headers: [(String, String)] = []
  ) -> ServedReply {
    .reply(status: status, headers: [("content-type", type)] + headers, body: Array(text.utf8))
  }

  /// An error object as OpenAI and vLLM send it.
  public static func error(
    _ message: String, status: Int, code: String? = nil, type: String = "invalid_request_error",
    headers: [(String, String)] = []
  ) -> ServedReply {
    .json(
      [
        "error": [
          "message": .string(message), "type": .string(type),
          "code": code.map { .string($0) } ?? .null, "param": nil,
        ]
      ], status: status, headers: headers)
  }

  /// Whether the client gets a whole completion out of it.
  var answers: Bool {
    switch self {
    case .reply(200, _, let body):
      (try? JSONParser.parse(body))?["choices"]?[0] != nil
    case .delayed(_, let reply): reply.answers
    default: false
    }
  }
}
