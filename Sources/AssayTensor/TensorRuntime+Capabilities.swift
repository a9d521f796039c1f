// SPDX-License-Identifier: Apache-2.0
import CTorch
import Foundation

extension TensorRuntime {
  /// What the processor is fast at.
  public struct Capabilities: Sendable, Hashable {
    /// The vector instructions that libtorch uses, such as `AVX512`.
    public var vectors: String
    /// Whether products of `bfloat16` matrices have instructions of their own (AVX512-BF16 or AMX).
    /// Without them they can be more than ten times slower than `float32`.
    public var fastBFloat16: Bool
    /// The threads that operations use.
    public var threads: Int
  }

  /// What this machine is fast at, from the processor's own list of features.
  public static func capabilities() throws -> Capabilities {
    let table = try TensorCall.table()
    return Capabilities(
      vectors: table.pointee.cpu_capability().map { String(cString: $0) } ?? "unknown",
      fastBFloat16: !processorFeatures.isDisjoint(with: ["avx512_bf16", "amx_bf16", "bf16"]),
      threads: Int(table.pointee.threads()))
  }

  /// The type to compute in: `bfloat16` where the device has instructions for it, else `float32`.
  ///
  /// It follows from the device alone and not from a timing, so that a run can be repeated.
  public static func preferredComputeType(for device: Device) throws -> DType {
    switch device {
    case .cuda: .bfloat16
    case .cpu: try capabilities().fastBFloat16 ? .bfloat16 : .float32
    }
  }

  /// Times products of square matrices and returns the best rate in GFLOP/s.
  ///
  /// - Parameters:
  ///   - dtype: The type of both factors.
  ///   - size: The length of each side.
  ///   - repeats: The products; the fastest counts.
  public static func measuredProductRate(
    _ dtype: DType, size: Int = 1024, repeats: Int = 8, device: Device = .cpu
  ) throws -> Double {
    let left = try Tensor.normal([size, size], seed: 1, dtype: dtype, device: device)
    let right = try Tensor.normal([size, size], seed: 2, dtype: dtype, device: device)
    let clock = ContinuousClock()
    var best = Duration.seconds(3600)
    for _ in 0...max(1, repeats) {
      let start = clock.now
      _ = try left.matmul(right)
      try synchronize(device)
      best = min(best, start.duration(to: clock.now))
    }
    let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) * 1e-18
    return 2 * Double(size) * Double(size) * Double(size) / max(seconds, 1e-9) / 1e9
  }

  /// The features that the kernel lists for the first processor; empty where it lists none.
  private static let processorFeatures: Set<Substring> = {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
      return []
    }
    let line = text.split(separator: "\n").first {
      $0.hasPrefix("flags") || $0.hasPrefix("Features")
    }
    return Set(line?.split(separator: " ") ?? [])
  }()
}
