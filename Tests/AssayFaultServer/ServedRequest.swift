// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A request as the server got it.
public struct ServedRequest: Sendable {
  /// The request's place among all that the server got, from 0.
  public var number: Int
  /// How many requests with the same path and body came before it.
  public var repetition: Int
  public var method: String
  public var path: String
  /// The headers, names in lower case.
  public var headers: [String: String]
  public var body: [UInt8]

  /// The body as JSON, `null` where it is none.
  public var json: JSONValue { (try? JSONParser.parse(body)) ?? .null }
  /// The content of the last message, or the prompt.
  public var prompt: String {
    json["messages"]?.arrayValue?.last?["content"]?.stringValue ?? json["prompt"]?.stringValue
      ?? ""
  }
}
