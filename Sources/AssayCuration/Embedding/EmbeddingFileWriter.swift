// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// Writes vectors to a `.npy` file as they come, each divided by its length.
///
/// A file that was not closed says that it has no rows. The writer belongs to one task.
public final class EmbeddingFileWriter {
  /// The number of rows written so far.
  public private(set) var count = 0
  /// The number of components of a row; 0 before the first row where none was asked for.
  public private(set) var width: Int
  private let url: URL
  private let handle: FileHandle
  private var pending = Data()
  private var isOpen = true

  private static let pendingLimit = 1 << 20

  /// Creates the file, or empties the one that is there.
  ///
  /// - Parameter width: The number of components, or `nil` to take that of the first vector.
  /// - Throws: An `AssayError` where the file cannot be written.
  public init(_ url: URL, width: Int? = nil) throws {
    self.url = url
    self.width = width ?? 0
    do {
      try Data(NumPyHeader.encode(rows: 0, columns: width ?? 0)).write(to: url)
      handle = try FileHandle(forUpdating: url)
      try handle.seekToEnd()
    } catch { throw Self.unwritable(url) }
  }

  /// Adds a vector, or says why it cannot be a row; then the file is as before.
  ///
  /// - Returns: The fault, or `nil` where the vector is now row `count - 1`.
  /// - Throws: An `AssayError` where the file cannot be written.
  public func append(_ vector: [Float]) throws -> VectorFault? {
    switch UnitVector.make(vector, width: count == 0 && width == 0 ? nil : width) {
    case .failure(let fault): return fault
    case .success(let unit):
      if count == 0 { width = unit.count }
      try unit.withUnsafeBufferPointer { try appendUnit($0) }
      return nil
    }
  }

  /// Adds a row that has length 1 already, bit by bit.
  func appendUnit(_ row: UnsafeBufferPointer<Float>) throws {
    // Every platform that Swift runs on stores floats as the format asks: little end first.
    pending.append(contentsOf: UnsafeRawBufferPointer(row))
    count += 1
    if pending.count >= Self.pendingLimit { try flush() }
  }

  /// Writes what is left, then the number of rows; nothing can be added afterwards.
  ///
  /// - Throws: An `AssayError` where the file cannot be written.
  public func close() throws {
    guard isOpen else { return }
    isOpen = false
    try flush()
    do {
      try handle.seek(toOffset: 0)
      try handle.write(contentsOf: Data(NumPyHeader.encode(rows: count, columns: width)))
      try handle.synchronize()
      try handle.close()
    } catch { throw Self.unwritable(url) }
  }

  private func flush() throws {
    do { try handle.write(contentsOf: pending) } catch { throw Self.unwritable(url) }
    pending.removeAll(keepingCapacity: true)
  }

  private static func unwritable(_ url: URL) -> AssayError {
    AssayError(
      .fileUnwritable, "The vectors cannot be written.",
      advice: "Check the folder's permissions and the space on the disk.",
      location: SourceLocation(file: url.path(percentEncoded: false)))
  }
}
