// SPDX-License-Identifier: Apache-2.0

/// Where a tensor's elements lie and its operations run.
public enum Device: Sendable, Hashable {
  case cpu
  /// An NVIDIA device by its index.
  case cuda(Int)

  /// Reads `cpu`, `cuda` or `cuda:1`; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("cpu", 1): self = .cpu
    case ("cuda", 1): self = .cuda(0)
    case ("cuda", 2):
      guard let index = Int(parts[1]), index >= 0, index < 128 else { return nil }
      self = .cuda(index)
    default: return nil
    }
  }

  /// The shim's number: -1 is the processor, anything else the index of a CUDA device.
  var code: Int32 {
    switch self {
    case .cpu: -1
    case .cuda(let index): Int32(truncatingIfNeeded: index)
    }
  }

  init(code: Int32) { self = code < 0 ? .cpu : .cuda(Int(code)) }
}

extension Device: CustomStringConvertible {
  /// `cpu` or `cuda:0`, as `init(_:)` reads it.
  public var description: String {
    switch self {
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    }
  }
}
