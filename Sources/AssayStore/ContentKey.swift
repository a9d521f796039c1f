// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// A content key between its two spellings: hexadecimal digits outside, 32 bytes in the file.
enum ContentKey {
  private static let digits = Array("0123456789abcdef".utf8)

  /// The 32 bytes.
  ///
  /// - Throws: `invalidArgument` for anything but 64 lower-case hexadecimal digits.
  static func bytes(_ text: String) throws -> Data {
    let characters = Array(text.utf8)
    var bytes = Data(capacity: 32)
    for pair in stride(from: 0, to: characters.count - 1, by: 2) {
      guard let high = value(characters[pair]), let low = value(characters[pair + 1]) else { break }
      bytes.append(high << 4 | low)
    }
    guard bytes.count == 32, characters.count == 64 else {
      throw AssayError(
        .invalidArgument, "A completion's key must be 64 hexadecimal digits.",
        advice: "This is a fault of the caller; report it.")
    }
    return bytes
  }

  /// The hexadecimal digits.
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
