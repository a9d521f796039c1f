// SPDX-License-Identifier: Apache-2.0

/// A key that never shows itself: not when printed, logged, dumped or put into an error.
public struct Secret: Sendable {
  private let value: String
  /// Where the key came from, such as `OPENAI_API_KEY`; messages name it instead of the key.
  public let origin: String

  /// Takes a key without the spaces and line ends that a copied key often has around it.
  ///
  /// - Throws: `invalidArgument` where the key is empty or cannot stand in an HTTP header.
  public init(_ value: String, from origin: String) throws {
    let trimmed = value.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
    let key = String(trimmed.reversed())
    guard !key.isEmpty else {
      throw AssayError(
        .invalidArgument, "The key in \(origin) is empty.",
        advice: "Set \(origin), or unset it for a server that needs no key.")
    }
    guard key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw AssayError(
        .invalidArgument,
        "The key in \(origin) has characters that no key has, such as a space or a line end.",
        advice: "Set \(origin) to the key alone.")
    }
    self.value = key
    self.origin = origin
  }

  /// The key itself, for the header that it is sent in and for nothing else.
  package func reveal() -> String { value }

  /// The text with every occurrence of the key replaced.
  ///
  /// Short words that local servers take for a key, such as `EMPTY`, are left alone.
  package func redact(_ text: String) -> String {
    guard value.utf8.count >= 8, text.contains(value) else { return text }
    return text.split(separator: value, omittingEmptySubsequences: false).joined(
      separator: "[key]")
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "[key from \(origin)]" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["origin": origin]) }
}
