// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The head of a NumPy `.npy` file that holds a two-dimensional array of 32-bit floats.
///
/// The format is NumPy's, versions 1.0 to 3.0: a magic number, a version, the length of a Python
/// dictionary, the dictionary, and blanks up to a multiple of 64 bytes.
struct NumPyHeader: Equatable {
  /// The number of rows.
  var rows: Int
  /// The number of columns.
  var columns: Int
  /// The number of bytes before the first float.
  var length: Int

  private static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  /// A header for the shape, always 128 bytes long, so that the row count can be filled in late.
  static func encode(rows: Int, columns: Int) -> [UInt8] {
    let dictionary =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    let padding = String(repeating: " ", count: 128 - 10 - 1 - dictionary.utf8.count)
    return magic + [1, 0, 118, 0] + Array((dictionary + padding + "\n").utf8)
  }

  /// Reads the beginning of a file.
  ///
  /// - Throws: An `AssayError` where it is no `.npy` file, or holds anything but 32-bit
  ///   little-endian floats in two dimensions, row after row.
  init(_ bytes: [UInt8], file: String) throws {
    let location = SourceLocation(file: file)
    guard bytes.count >= 12, bytes.starts(with: Self.magic), (1...3).contains(bytes[6]) else {
      throw AssayError(
        .malformedFile, "This is not a .npy file.",
        advice: "Write it with numpy.save or EmbeddingFileWriter.", location: location)
    }
    let wide = bytes[6] > 1
    let start = wide ? 12 : 10
    let count =
      Int(bytes[8]) | Int(bytes[9]) << 8 | (wide ? Int(bytes[10]) << 16 | Int(bytes[11]) << 24 : 0)
    guard bytes.count >= start + count else {
      throw AssayError(
        .malformedFile, "The header of the .npy file is cut off or far too long.",
        advice: "Write the file again.", location: location)
    }
    let text = String(decoding: bytes[start..<start + count], as: UTF8.self)
    let compact = text.replacing("\"", with: "'").filter { !$0.isWhitespace }
    guard compact.contains("'descr':'<f4'"), compact.contains("'fortran_order':False"),
      let shape = Self.shape(in: compact)
    else {
      throw AssayError(
        .malformedFile, "The .npy file holds something else than rows of 32-bit floats.",
        advice: "Save numpy.ascontiguousarray(x, dtype='<f4') with two dimensions.",
        location: location)
    }
    (rows, columns) = shape
    length = start + count
  }

  private static func shape(in dictionary: String) -> (Int, Int)? {
    guard let match = dictionary.firstMatch(of: /'shape':\((\d+),(\d+),?\)/),
      let rows = Int(match.1), let columns = Int(match.2),
      !rows.multipliedReportingOverflow(by: max(columns, 1)).overflow,
      !(rows * columns).multipliedReportingOverflow(by: 8).overflow
    else { return nil }
    return (rows, columns)
  }
}
