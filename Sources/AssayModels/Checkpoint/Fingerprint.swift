// SPDX-License-Identifier: Apache-2.0

/// A hash of bytes that is the same in every process; not for secrets.
enum Fingerprint {
  /// FNV-1a over little-endian words of eight bytes, the rest byte by byte: it reads gigabytes.
  static func of(
    _ bytes: UnsafeRawBufferPointer, from start: UInt64 = 0xcbf2_9ce4_8422_2325
  ) -> UInt64 {
    let prime: UInt64 = 0x0000_0100_0000_01b3
    var hash = start
    let wholeWords = bytes.count / 8 * 8
    for offset in stride(from: 0, to: wholeWords, by: 8) {
      hash ^= UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      hash &*= prime
      // A word's high bytes would never reach the low ones of the hash.
      hash ^= hash >> 32
    }
    for byte in bytes[wholeWords...] {
      hash ^= UInt64(byte)
      hash &*= prime
    }
    return hash
  }

  /// Sixteen hexadecimal digits.
  static func text(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
