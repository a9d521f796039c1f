// SPDX-License-Identifier: Apache-2.0
import CTorch

extension Tensor {
  /// The same elements as a tensor with respect to which gradients can be asked for; it shares the
  /// elements, so that an optimiser's change in place is seen by all.
  public func requiringGradient() throws -> Tensor {
    let leaf = try detached()
    try TensorCall.perform("requiringGradient", [leaf]) {
      $0.pointee.set_requires_grad(leaf.raw, true)
    }
    return leaf
  }
}

/// The gradients of a scalar with respect to tensors that it was computed from.
///
/// - Parameters:
///   - output: A tensor of one element.
///   - inputs: Tensors made by ``Tensor/requiringGradient()``, or computed from such.
///   - retainingGraph: Whether the way the output came about is kept for another call.
/// - Returns: One per input; `nil` where the output does not depend on it.
public func gradients(
  of output: Tensor, with inputs: [Tensor], retainingGraph: Bool = false
) throws -> [Tensor?] {
  try gradients(of: [output], seeds: [nil], with: inputs, retainingGraph: retainingGraph)
}

/// The gradients of outputs, weighted by seeds, with respect to tensors that they came from.
///
/// - Parameters:
///   - seeds: The gradient with respect to each output, in its shape; `nil` is 1 and needs an output
///     of one element.
/// - Returns: One per input; `nil` where no output depends on it.
public func gradients(
  of outputs: [Tensor], seeds: [Tensor?], with inputs: [Tensor], retainingGraph: Bool = false
) throws -> [Tensor?] {
  guard seeds.count == outputs.count else {
    throw TensorCall.refusal("gradients", "\(outputs.count) outputs, \(seeds.count) seeds", outputs)
  }
  let table = try TensorCall.table()
  return try withUnsafeTemporaryAllocation(
    of: OpaquePointer?.self, capacity: inputs.count + outputs.count + 1
  ) { buffer in
    buffer.initialize(repeating: nil)
    let weights = buffer.baseAddress.map { $0 + inputs.count }
    for (index, seed) in seeds.enumerated() { weights?[index] = seed?.raw }
    let status = withExtendedLifetime(seeds) {
      TensorCall.withHandles(outputs) { outs in
        TensorCall.withHandles(inputs) { ins in
          table.pointee.gradients(
            outs, weights, outputs.count, ins, inputs.count, retainingGraph, buffer.baseAddress)
        }
      }
    }
    guard status == ASSAY_TORCH_OK else { throw TensorCall.failure("gradients", status, outputs) }
    return buffer.prefix(inputs.count).map { $0.map(Tensor.init(owning:)) }
  }
}

/// Runs the body without keeping what gradients need: faster, and with less memory.
///
/// The switch belongs to the thread, which is why the body cannot suspend.
public func withNoGradient<Result>(_ body: () throws -> Result) rethrows -> Result {
  try withGradientMode(false, body)
}

/// Runs the body with gradients, also inside of ``withNoGradient(_:)``.
public func withGradient<Result>(_ body: () throws -> Result) rethrows -> Result {
  try withGradientMode(true, body)
}

/// Runs the body for inference only: like ``withNoGradient(_:)`` and faster still.
///
/// Tensors made inside can never take part in gradients, and those of a cache made inside can be
/// changed in place only inside.
public func withInference<Result>(_ body: () throws -> Result) rethrows -> Result {
  guard let table = assay_torch_table() else { return try body() }
  let guardian = table.pointee.inference_enter()
  defer { table.pointee.inference_leave(guardian) }
  return try body()
}

private func withGradientMode<Result>(_ on: Bool, _ body: () throws -> Result) rethrows -> Result {
  // Without a library there are no tensors, and so nothing to switch.
  guard let table = assay_torch_table() else { return try body() }
  let previous = table.pointee.set_grad_enabled(on)
  defer { _ = table.pointee.set_grad_enabled(previous) }
  return try body()
}
