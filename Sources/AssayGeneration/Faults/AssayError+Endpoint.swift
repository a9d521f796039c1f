// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension AssayError.Code {
  /// The server does not serve the model.
  public static let unknownModel = AssayError.Code(rawValue: "unknown-model")
  /// The account has no money or no quota left.
  public static let quotaExhausted = AssayError.Code(rawValue: "quota-exhausted")
}
