// SPDX-License-Identifier: Apache-2.0
import CTorch

extension TensorRuntime {
  /// The threads that one operation on the processor may use.
  ///
  /// - Throws: `runtimeMissing` where nothing is loaded.
  public static func threads() throws -> Int {
    Int(try TensorCall.table().pointee.threads())
  }

  /// Sets the threads of later operations; call it at the start, before the first one.
  public static func setThreads(_ count: Int) throws {
    guard let threads = Int32(exactly: count), threads > 0 else {
      throw TensorCall.refusal("setThreads", "\(count) threads cannot be used", [])
    }
    try TensorCall.perform("setThreads", []) { $0.pointee.set_threads(threads) }
  }

  /// Seeds the library's own generators (dropout); everything else draws from a named seed.
  public static func seed(_ seed: UInt64) throws {
    try TensorCall.perform("seed", []) { $0.pointee.set_seed(seed) }
  }

  /// Lets numbers too small to be normal count as zero, which some processors are much faster at.
  public static func setFlushingDenormals(_ on: Bool) throws {
    try TensorCall.perform("setFlushingDenormals", []) { $0.pointee.flush_denormals(on) }
  }

  /// How the library was built and which thread pools it uses, as it says so itself.
  public static func configuration() throws -> String {
    try TensorCall.table().pointee.configuration().map { String(cString: $0) } ?? ""
  }
}
