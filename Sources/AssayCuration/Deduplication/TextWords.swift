// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The words of a text, as near-duplicates and shared n-grams are looked for in.
///
/// A text is taken in Unicode NFKC and lower case. A word is a run of letters, digits and their
/// marks; every character of a script that is written without spaces is a word, and so is every
/// symbol, because `2 + 3` and `2 - 3` are two questions. The punctuation of sentences
/// (`. , ; : ! ? ' "` and quotation marks) and white space only separate.
enum TextWords {
  /// A 64-bit hash of every word, in order.
  static func hashes(of text: String) -> [UInt64] {
    var hashes: [UInt64] = []
    hashes.reserveCapacity(text.utf8.count / 5 + 1)
    scan(text) { hashes.append(hash($0)) }
    return hashes
  }

  /// The words themselves, in the same order.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    scan(text) { words.append(String(decoding: $0, as: UTF8.self)) }
    return words
  }

  /// FNV-1a over the bytes, then mixed, so that every bit depends on every byte.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return mixed(hash)
  }

  /// The finaliser of SplitMix64: a bijection in which every output bit depends on every input bit.
  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private static func scan(_ text: String, _ emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      bytes.allSatisfy { $0 < 0x80 }
    }
    if isPlain {
      text.withUTF8 { scanPlain($0, emit) }
    } else {
      scanScalars(text.precomposedStringWithCompatibilityMapping.lowercased(), emit)
    }
  }

  /// The kind of each ASCII byte: 0 separates, 1 is a symbol, anything else is the lower-case byte.
  private static let kinds: [UInt8] = (0..<128).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case 0...0x20, 0x7F: 0
    default: Array(".,;:!?'\"`".utf8).contains(byte) ? 0 : 1
    }
  }

  private static func scanPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, bytes.count)) { word in
      kinds.withUnsafeBufferPointer { kinds in
        var count = 0
        func close() {
          if count > 0 { emit(UnsafeBufferPointer(rebasing: word[..<count])) }
          count = 0
        }
        for byte in bytes {
          let kind = kinds[Int(byte & 0x7F)]
          if kind > 1 {
            word[count] = kind
            count += 1
            continue
          }
          close()
          if kind == 1 {
            word[0] = byte
            count = 1
            close()
          }
        }
        close()
      }
    }
  }

  private static func scanScalars(
    _ text: String, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var word: [UInt8] = []
    func close() {
      if !word.isEmpty { word.withUnsafeBufferPointer(emit) }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      switch kind(of: scalar) {
      case .partOfWord: word.append(contentsOf: UTF8.encode(scalar) ?? Self.replacement)
      case .ownWord:
        close()
        word.append(contentsOf: UTF8.encode(scalar) ?? Self.replacement)
        close()
      case .separator: close()
      }
    }
    close()
  }

  private static let replacement = UTF8.encodedReplacementCharacter

  private enum Kind { case partOfWord, ownWord, separator }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    if scalar.value < 0x80 {
      return switch kinds[Int(scalar.value)] {
      case 0: .separator
      case 1: .ownWord
      default: .partOfWord
      }
    }
    if isWrittenWithoutSpaces(scalar) { return .ownWord }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      .partOfWord
    case .mathSymbol, .currencySymbol, .otherSymbol, .dashPunctuation: .ownWord
    default: .separator
    }
  }

  /// Han, kana, Thai, Lao, Myanmar and Khmer.
  private static func isWrittenWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF: true
    default: scalar.properties.isIdeographic
    }
  }
}
