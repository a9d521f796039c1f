// SPDX-License-Identifier: Apache-2.0
import AssayCore
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

  init(code: Int32) { self.code = code }

  init(for error: AssayError) {
    self =
      switch error.code {
      case .malformedFile, .malformedRow, .invalidExample, .badCheckpoint, .limitExceeded,
        .unsupportedFormat:
        .badData
      case .fileUnreadable, .notRecorded: .missingInput
      case .runtimeMissing: .runtimeMissing
      case .fileUnwritable: .cannotWrite
      case .invalidArgument: .usage
      default: .failure
      }
  }

  /// Ends the process with this status.
  func leave() -> Never { exit(code) }
}
