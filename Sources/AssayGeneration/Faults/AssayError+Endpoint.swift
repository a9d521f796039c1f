// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension AssayError.Code {
  /// The server does not serve the model.
  public static let unknownModel = AssayError.Code(rawValue: "unknown-model")
  /// The account has no money or no quota left.
  public static let quotaExhausted = AssayError.Code(rawValue: "quota-exhausted")
  /// A stated limit of money, requests or time was reached; what is done is kept.
  public static let budgetReached = AssayError.Code(rawValue: "budget-reached")
  /// The sending of requests was stopped by `EndpointModel.stopSending()`; what is done is kept.
  public static let stopped = AssayError.Code(rawValue: "stopped")
}
