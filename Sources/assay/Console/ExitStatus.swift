// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import AssayHub
import AssayStore
import Foundation

/// The exit codes of the command line, after sysexits(3) where it has one.
struct ExitStatus: Equatable {
  var code: Int32

  static let failure = ExitStatus(code: 1)
  static let badData = ExitStatus(code: 65)
  static let missingInput = ExitStatus(code: 66)
  static let runtimeMissing = ExitStatus(code: 69)
  static let cannotWrite = ExitStatus(code: 73)
  static let usage = ExitStatus(code: 64)
  static let interrupted = ExitStatus(code: 130)
  /// An endpoint cannot be reached or does not work.
  static let unavailable = ExitStatus(code: 69)
  /// A stated limit of money, requests or time was reached, or another process works on the run;
  /// the same command goes on.
  static let limitReached = ExitStatus(code: 75)
  /// An endpoint does not take the key, or the account is empty.
  static let notPermitted = ExitStatus(code: 77)
  /// `assay gate` found a significant drop.
  static let gateFailed = ExitStatus(code: 2)

  init(code: Int32) { self.code = code }

  init(for error: AssayError) {
    self =
      switch error.code {
      case .malformedFile, .malformedRow, .invalidExample, .badCheckpoint, .limitExceeded,
        .unsupportedFormat, .checksumMismatch:
        .badData
      case .fileUnreadable, .notRecorded, .notOnHub: .missingInput
      case .runtimeMissing: .runtimeMissing
      case .fileUnwritable: .cannotWrite
      case .invalidArgument, .unknownModel, .wrongAddress: .usage
      case .unauthorized, .quotaExhausted: .notPermitted
      case .endpointUnreachable, .untrustedCertificate, .serverFailed, .timedOut, .rateLimited:
        .unavailable
      case .budgetReached, .inUse: .limitReached
      case .stopped: .interrupted
      default: .failure
      }
  }

  /// Ends the process with this status.
  func leave() -> Never { exit(code) }
}
