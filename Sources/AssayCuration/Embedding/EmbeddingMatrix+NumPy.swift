// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

extension EmbeddingMatrix {
  /// Maps a `.npy` file of 32-bit floats, one vector a row; nothing is copied.
  ///
  /// Every row is read once, to check that it is finite and of length 1 (its squared length within
  /// 0.0001). The file must not change while the matrix lives.
  ///
  /// - Throws: An `AssayError` that names the file, and the first row that breaks the rules.
  public init(mapping url: URL) throws {
    let path = url.path(percentEncoded: false)
    let header = try Self.header(of: url)
    let storage = try FloatStorage(
      mapping: path, offset: header.length, count: header.rows * header.columns)
    self.init(count: header.rows, width: header.columns, storage: storage)
    guard header.length % MemoryLayout<Float>.alignment == 0 else {
      throw AssayError(
        .malformedFile, "The numbers of the .npy file do not begin at a multiple of four bytes.",
        advice: "Save it again with numpy.save.", location: SourceLocation(file: path))
    }
    try withRows { base in
      for row in 0..<count {
        let values = UnsafeBufferPointer(start: base + row * width, count: width)
        if let fault = UnitVector.fault(of: values) { throw fault.error(row: row, file: path) }
      }
    }
  }

  /// Writes the rows as a `.npy` file, which `numpy.load` reads.
  ///
  /// - Throws: An `AssayError` where the file cannot be written.
  public func write(to url: URL) throws {
    let writer = try EmbeddingFileWriter(url, width: width)
    try withRows { base in
      for row in 0..<count {
        try writer.appendUnit(UnsafeBufferPointer(start: base + row * width, count: width))
      }
    }
    try writer.close()
  }

  private static func header(of url: URL) throws -> NumPyHeader {
    let path = url.path(percentEncoded: false)
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      let bytes = try handle.read(upToCount: 1 << 16) ?? Data()
      return try NumPyHeader(Array(bytes), file: path)
    } catch let error as AssayError {
      throw error
    } catch {
      throw AssayError(
        .fileUnreadable, "The vectors cannot be read.",
        advice: "Check the path and its permissions.", location: SourceLocation(file: path))
    }
  }
}
