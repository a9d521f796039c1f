// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension AssayError.Code {
  /// A tensor operation was refused: shapes, types, devices or indices that do not fit.
  public static let tensorFailed = AssayError.Code(rawValue: "tensor-failed")
  /// A tensor did not fit into memory.
  public static let tensorMemory = AssayError.Code(rawValue: "tensor-memory")
}
