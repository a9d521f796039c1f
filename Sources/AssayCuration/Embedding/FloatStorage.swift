// SPDX-License-Identifier: Apache-2.0
import AssayCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Floats in memory of their own or in a mapped file, freed with the last owner.
///
/// Sendable although it holds a pointer: once it is handed to a matrix nothing writes to it.
final class FloatStorage: @unchecked Sendable {
  /// The first float.
  let base: UnsafePointer<Float>
  private let owned: UnsafeMutablePointer<Float>?
  private let mapping: (start: UnsafeMutableRawPointer, bytes: Int)?

  /// Zeros.
  init(capacity: Int) {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(capacity, 1))
    memory.initialize(repeating: 0, count: max(capacity, 1))
    owned = memory
    base = UnsafePointer(memory)
    mapping = nil
  }

  /// The floats of a file from a byte offset on, mapped for reading.
  ///
  /// - Throws: An `AssayError` where the file cannot be mapped or is shorter than asked.
  init(mapping path: String, offset: Int, count: Int) throws {
    let bytes = offset + count * MemoryLayout<Float>.stride
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw AssayError(
        .fileUnreadable, "The vectors cannot be opened.",
        advice: "Check the path and its permissions.", location: SourceLocation(file: path))
    }
    defer { close(descriptor) }
    guard lseek(descriptor, 0, SEEK_END) >= off_t(bytes) else {
      throw AssayError(
        .malformedFile, "The file is shorter than its header says.",
        advice: "Write it again: it was cut off.", location: SourceLocation(file: path))
    }
    let start = mmap(nil, max(bytes, 1), PROT_READ, MAP_SHARED, descriptor, 0)
    guard let start, start != MAP_FAILED else {
      throw AssayError(
        .fileUnreadable, "The vectors cannot be mapped into memory.",
        advice: "Check that the file lies on a local disk.", location: SourceLocation(file: path))
    }
    base = UnsafePointer((start + offset).assumingMemoryBound(to: Float.self))
    mapping = (start, max(bytes, 1))
    owned = nil
  }

  /// Fills in values while the storage is being made.
  func store(_ values: [Float], at index: Int) {
    guard let owned else { return }
    values.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      (owned + index).update(from: first, count: source.count)
    }
  }

  deinit {
    owned?.deallocate()
    if let mapping { munmap(mapping.start, mapping.bytes) }
  }
}
