// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation

/// A short name for a question, equal for two writings of the same question.
///
/// It is the first 16 hexadecimal digits (64 bits) of the SHA-256 of the normalised text. Among
/// a million questions the chance that any two share it by accident is about 3 in 100 million.
///
/// Normalisation: Unicode NFKC, lower case, every run of white space one space, no space at
/// either end. Punctuation stays, because `2 + 3` and `2 - 3` are two questions. The rule is part
/// of the file formats and does not change between versions.
public struct QuestionHash: Sendable, Hashable, CustomStringConvertible {
  /// 16 lower-case hexadecimal digits.
  public let hex: String

  /// Hashes a question; where it has several parts, such as an instruction and an input, the
  /// empty ones do not count.
  public init(_ parts: String...) {
    let text = parts.map(Self.normalized).filter { !$0.isEmpty }.joined(separator: "\u{1F}")
    hex = SHA256.hash(data: Data(text.utf8)).prefix(8).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }

  public var description: String { hex }

  /// The text that is hashed.
  public static func normalized(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return normalizedPlain(text) }
    let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
    var result = ""
    result.reserveCapacity(folded.utf8.count)
    var isPending = false
    for scalar in folded.unicodeScalars {
      if scalar.properties.isWhitespace {
        isPending = !result.isEmpty
      } else {
        if isPending { result.unicodeScalars.append(" ") }
        isPending = false
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same for ASCII, in which most questions are: byte by byte, many times as fast.
  private static func normalizedPlain(_ text: String) -> String {
    String(unsafeUninitializedCapacity: text.utf8.count) { buffer in
      var count = 0
      var isPending = false
      for byte in text.utf8 {
        if byte == 0x20 || (0x09...0x0D).contains(byte) {
          isPending = count > 0
          continue
        }
        // A space that is pending stands for at least one byte that was passed over.
        if isPending {
          buffer[count] = 0x20
          count += 1
        }
        isPending = false
        buffer[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        count += 1
      }
      return count
    }
  }
}
