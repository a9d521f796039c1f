// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A new file beside the one that it is going to replace.
///
/// It is locked as long as it is written, so that what a killed process left behind is known by
/// being free, and whoever next replaces the same file removes it.
struct PartialFile {
  let path: String
  let descriptor: Int32

  /// - Throws: The system's error number as `Failure`.
  init(replacing target: String) throws(Failure) {
    Self.removeAbandoned(of: target)
    while true {
      let path = "\(target).\(getpid())-\(UInt32.random(in: .min ... .max)).partial"
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw Failure(number: errno) }
      // Another process that cleans up may have come between making and locking; then it is gone.
      let isFree = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
      var status = stat()
      if isFree, fstat(descriptor, &status) == 0, status.st_nlink > 0 {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
      unlink(path)
    }
  }

  struct Failure: Error {
    var number: Int32
  }

  private static func removeAbandoned(of target: String) {
    let url = URL(filePath: target)
    let folder = url.deletingLastPathComponent()
    let start = "\(url.lastPathComponent)."
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    for name in names ?? [] where name.hasPrefix(start) {
      let rest = name.dropFirst(start.count)
      guard rest.wholeMatch(of: /[0-9]+-[0-9]+\.partial/) != nil else { continue }
      let path = folder.appending(path: name).path(percentEncoded: false)
      let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }
}
