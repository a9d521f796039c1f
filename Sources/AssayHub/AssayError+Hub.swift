// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension AssayError.Code {
  /// The hub has no such repository, revision or file.
  public static let notOnHub = AssayError.Code(rawValue: "not-on-hub")
  /// Bytes do not have the checksum that was published for them.
  public static let checksumMismatch = AssayError.Code(rawValue: "checksum-mismatch")
}
