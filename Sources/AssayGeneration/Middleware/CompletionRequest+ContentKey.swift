// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import Crypto

extension CompletionRequest {
  /// The SHA-256 of the request's canonical bytes, as 64 lower-case hexadecimal digits.
  ///
  /// Two requests with one key would get the same answer; what goes into it is stated at
  /// `canonicalBytes(model:)`.
  public func contentKey(model: ModelIdentity) -> String {
    SHA256.hash(data: canonicalBytes(model: model)).hexadecimal
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
