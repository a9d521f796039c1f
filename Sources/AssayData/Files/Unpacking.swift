// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// The `gzip` program at work on one file, in a process of its own.
///
/// It writes into a pipe that is read as bytes are asked for, so that neither side holds the file.
/// A reader that is given up ends the process.
final class Unpacking {
  /// Where the unpacked bytes come from; whoever takes it closes it.
  let output: Int32
  private let process = Process()
  private let path: String

  /// - Parameter descriptor: The packed file, open for reading.
  /// - Throws: An `AssayError` with code `runtimeMissing`.
  init(_ descriptor: Int32, path: String) throws {
    self.path = path
    let pipe = Pipe()
    // `env` finds the program on the search path.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "--decompress", "--stdout"]
    process.standardInput = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw Self.missing(path)
    }
    try pipe.fileHandleForWriting.close()
    output = dup(pipe.fileHandleForReading.fileDescriptor)
    try pipe.fileHandleForReading.close()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Looks at how the program ended, once there is nothing more to read.
  ///
  /// - Throws: An `AssayError` with code `malformedFile` where the file is damaged or cut short.
  func check() throws {
    process.waitUntilExit()
    switch process.terminationStatus {
    case 0: return
    case 127: throw Self.missing(path)
    default:
      throw AssayError(
        .malformedFile, "The file cannot be unpacked: it is damaged, cut short, or not gzip's.",
        advice: "Fetch it again.", location: SourceLocation(file: path))
    }
  }

  private static func missing(_ path: String) -> AssayError {
    AssayError(
      .runtimeMissing, "A packed file needs the program gzip, which is not there.",
      advice: "Install gzip, or unpack the file.", location: SourceLocation(file: path))
  }
}

extension URL {
  /// The ending that tells the format: of `a.jsonl.gz` it is `jsonl`.
  var formatExtension: String {
    let last = pathExtension.lowercased()
    return last == "gz" ? deletingPathExtension().pathExtension.lowercased() : last
  }
}
