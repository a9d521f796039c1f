// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation

/// The hash of a file's bytes, taken as they come.
struct BlobDigest {
  private enum State {
    case sha256(SHA256)
    case sha1(Insecure.SHA1)
  }

  private let expected: String
  private var state: State

  /// - Parameter size: The length of the whole file, which git's hash begins with.
  init(_ checksum: HubChecksum, size: Int) {
    switch checksum {
    case .sha256(let digits):
      expected = digits
      state = .sha256(SHA256())
    case .gitBlob(let digits):
      expected = digits
      var hash = Insecure.SHA1()
      hash.update(data: Data("blob \(size)\0".utf8))
      state = .sha1(hash)
    }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch state {
    case .sha256(var hash):
      hash.update(bufferPointer: bytes)
      state = .sha256(hash)
    case .sha1(var hash):
      hash.update(bufferPointer: bytes)
      state = .sha1(hash)
    }
  }

  /// Whether all bytes so far have the hash.
  var isRight: Bool {
    switch state {
    case .sha256(let hash): Self.text(hash.finalize()) == expected
    case .sha1(let hash): Self.text(hash.finalize()) == expected
    }
  }

  private static func text(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
