// SPDX-License-Identifier: Apache-2.0
import CTorch

extension TensorRuntime {
  /// The memory of a device that this process uses, in bytes.
  public struct Memory: Sendable, Hashable {
    /// In tensors.
    public var allocated: Int
    /// Taken from the device, whether in use or kept for reuse.
    public var reserved: Int
    /// The most that tensors have taken so far.
    public var peak: Int
  }

  /// The CUDA devices that can be used; 0 where nothing is loaded.
  public static var cudaDeviceCount: Int {
    Int(assay_torch_table()?.pointee.cuda_count() ?? 0)
  }

  /// The best device there is: the first CUDA device, else the processor.
  public static var bestDevice: Device { cudaDeviceCount > 0 ? .cuda(0) : .cpu }

  /// Waits until everything given to the device is done; returns at once on the processor.
  public static func synchronize(_ device: Device) throws {
    guard case .cuda = device else { return }
    try TensorCall.perform("synchronize", []) { $0.pointee.cuda_synchronize(device.code) }
  }

  /// The memory in use on a CUDA device; throws for the processor, which keeps no such account.
  public static func memory(of device: Device) throws -> Memory {
    guard case .cuda = device else {
      throw TensorCall.refusal("memory", "the processor keeps no account of its memory", [])
    }
    var memory = Memory(allocated: 0, reserved: 0, peak: 0)
    try TensorCall.perform("memory", []) {
      $0.pointee.cuda_memory(device.code, &memory.allocated, &memory.reserved, &memory.peak)
    }
    return memory
  }

  /// Gives memory that is kept for reuse back to the CUDA devices.
  public static func emptyCache() throws {
    try TensorCall.perform("emptyCache", []) { $0.pointee.cuda_empty_cache() }
  }
}
