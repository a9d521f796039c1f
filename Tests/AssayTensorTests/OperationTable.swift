// SPDX-License-Identifier: Apache-2.0
import AssayTensor

/// The Swift side of each case of the fixture, by its name.
enum OperationTable {
  typealias Body = @Sendable ([Tensor]) throws -> [Tensor]

  static let all: [String: Body] = [arithmetic, comparison, shape, indexing, reduction, network]
    .reduce(into: [:]) { $0.merge($1) { first, _ in first } }

  private static let arithmetic: [String: Body] = [
    "add": { [try $0[0] + $0[1]] },
    "add.broadcast": { [try $0[0] + $0[1]] },
    "subtract": { [try $0[0] - $0[1]] },
    "subtract.broadcast": { [try $0[0] - $0[1]] },
    "multiply": { [try $0[0] * $0[1]] },
    "multiply.broadcast": { [try $0[0] * $0[1]] },
    "maximum": { [try $0[0].maximum($0[1])] },
    "maximum.broadcast": { [try $0[0].maximum($0[1])] },
    "minimum": { [try $0[0].minimum($0[1])] },
    "minimum.broadcast": { [try $0[0].minimum($0[1])] },
    "divide": { [try $0[0] / $0[1]] },
    "addNumber": { [try 2.5 + $0[0]] },
    "subtractNumber": { [try $0[0] - 2.5] },
    "numberSubtract": { [try 2.5 - $0[0]] },
    "multiplyNumber": { [try -1.5 * $0[0]] },
    "divideNumber": { [try $0[0] / 4.0] },
    "numberDivide": { [try 3.0 / $0[0]] },
    "power": { [try $0[0].power(3)] },
    "clamped": { [try $0[0].clamped(from: -0.5, to: 0.5)] },
    "clampedBelow": { [try $0[0].clamped(from: 0)] },
    "negated": { [try $0[0].negated()] },
    "magnitude": { [try $0[0].magnitude()] },
    "exp": { [try $0[0].exp()] },
    "sine": { [try $0[0].sine()] },
    "cosine": { [try $0[0].cosine()] },
    "tanh": { [try $0[0].tanh()] },
    "sigmoid": { [try $0[0].sigmoid()] },
    "relu": { [try $0[0].relu()] },
    "silu": { [try $0[0].silu()] },
    "gelu": { [try $0[0].gelu()] },
    "geluTanh": { [try $0[0].gelu(tanhForm: true)] },
    "log": { [try $0[0].log()] },
    "squareRoot": { [try $0[0].squareRoot()] },
    "reciprocalSquareRoot": { [try $0[0].reciprocalSquareRoot()] },
    "reciprocal": { [try $0[0].reciprocal()] },
    "integerArithmetic": { [try ($0[0] + 2) * 3 - 1] },
    "arange": { _ in [try Tensor.arange(2, 11, step: 3)] },
  ]

  private static let comparison: [String: Body] = [
    "equal": { [try $0[0].equal(to: $0[1])] },
    "equalNumber": { [try $0[0].equal(to: 1)] },
    "notEqual": { [try $0[0].notEqual(to: $0[1])] },
    "notEqualNumber": { [try $0[0].notEqual(to: 1)] },
    "less": { [try $0[0].less(than: $0[1])] },
    "lessNumber": { [try $0[0].less(than: 1)] },
    "lessOrEqual": { [try $0[0].lessOrEqual(to: $0[1])] },
    "lessOrEqualNumber": { [try $0[0].lessOrEqual(to: 1)] },
    "greater": { [try $0[0].greater(than: $0[1])] },
    "greaterNumber": { [try $0[0].greater(than: 1)] },
    "greaterOrEqual": { [try $0[0].greaterOrEqual(to: $0[1])] },
    "greaterOrEqualNumber": { [try $0[0].greaterOrEqual(to: 1)] },
    "not": { [try $0[0].not()] },
    "and": { [try $0[0].and($0[1])] },
    "or": { [try $0[0].or($0[1])] },
  ]

  private static let shape: [String: Body] = [
    "reshaped": { [try $0[0].reshaped([4, -1])] },
    "permuted": { [try $0[0].permuted([2, 0, 1])] },
    "transposed": { [try $0[0].transposed()] },
    "expanded": { [try $0[0].expanded([2, 3])] },
    "repeatedEach": { [try $0[0].repeatedEach(2, dim: 1)] },
    "unsqueezed": { [try $0[0].unsqueezed(1)] },
    "squeezed": { [try $0[0].squeezed(0)] },
    "sliced": { [try $0[0].sliced(dim: 1, from: 1, to: 3)] },
    "slicedSteps": { [try $0[0].sliced(dim: 2, step: 2)] },
    "narrowed": { [try $0[0].narrowed(dim: 2, start: 1, length: 2)] },
    "selected": { [try $0[0].selected(dim: 1, -1)] },
    "padded": { [try $0[0].padded([1, 2, 0, 1], value: 7)] },
    "split": { try $0[0].split([1, 3], dim: 2) },
    "flipped": { [try $0[0].flipped(dim: 1)] },
    "lowerTriangle": { [try $0[0].lowerTriangle()] },
    "upperTriangle": { [try $0[0].upperTriangle(diagonal: 1)] },
    "concatenated": { [try Tensor.concatenated($0, dim: 1)] },
    "stacked": { [try Tensor.stacked($0, dim: 1)] },
  ]

  private static let indexing: [String: Body] = [
    "indexSelect": { [try $0[0].indexSelect(dim: 1, $0[1])] },
    "at": { [try $0[0].at([$0[1], $0[2]])] },
    "atWhole": { [try $0[0].at([nil, $0[1]])] },
    "gathered": { [try $0[0].gathered(dim: 1, $0[1])] },
    "scattered": { [try $0[0].scattered(dim: 1, $0[1], $0[2])] },
    "scatterAdded": { [try $0[0].scatterAdded(dim: 1, $0[1], $0[2])] },
    "where": { [try Tensor.select(where: $0[0], $0[1], else: $0[2])] },
    "maskedFill": { [try $0[0].maskedFill($0[1], -9)] },
    "maskedSelect": { [try $0[0].maskedSelect($0[1])] },
  ]

  private static let reduction: [String: Body] = [
    "sum": { [try $0[0].sum()] },
    "sumDims": { [try $0[0].sum(dims: [0, 2], keepingDims: true)] },
    "mean": { [try $0[0].mean()] },
    "meanDims": { [try $0[0].mean(dims: [-1])] },
    "amax": { [try $0[0].amax(dims: [1, 2])] },
    "amin": { [try $0[0].amin()] },
    "logSumExp": { [try $0[0].logSumExp(dims: [-1])] },
    "argmax": { [try $0[0].argmax()] },
    "cumulativeSum": { [try $0[0].cumulativeSum(dim: 1)] },
    "topK": { pair(try $0[0].topK(2)) },
    "topKSmallest": { pair(try $0[0].topK(2, dim: 1, largest: false)) },
    "sorted": { pair(try $0[0].sorted(descending: true)) },
    "sortedTies": { pair(try $0[0].sorted(dim: 0)) },
  ]

  private static let network: [String: Body] = [
    "matmul": { [try $0[0].matmul($0[1])] },
    "linear": { [try $0[0].linear($0[1])] },
    "linearBias": { [try $0[0].linear($0[1], bias: $0[2])] },
    "embedding": { [try $0[0].embedding($0[1])] },
    "rmsNorm": { [try $0[0].rmsNorm($0[1], epsilon: 1e-6)] },
    "rmsNormWide": { [try $0[0].rmsNorm($0[1], epsilon: 1e-5)] },
    "rmsNormStrided": { [try $0[0].transposed().rmsNorm($0[1], epsilon: 1e-6)] },
    "rmsNormPlain": { [try $0[0].rmsNorm(nil, epsilon: 1e-6)] },
    "layerNorm": { [try $0[0].layerNorm($0[1], bias: $0[2], epsilon: 1e-5)] },
    "swiglu": { [try $0[0].swiglu($0[1])] },
    "softmax": { [try $0[0].softmax()] },
    "softmaxFirst": { [try $0[0].softmax(dim: 0)] },
    "logSoftmax": { [try $0[0].logSoftmax()] },
    "crossEntropy": { [try $0[0].crossEntropy($0[1])] },
    "crossEntropySum": { [try $0[0].crossEntropy($0[1], reduction: .sum)] },
    "crossEntropyNone": { [try $0[0].crossEntropy($0[1], reduction: .none)] },
    "crossEntropyIgnoring": { [try $0[0].crossEntropy($0[1], ignoring: 3)] },
    "attention": { [try Tensor.attention($0[0], $0[1], $0[2])] },
    "attentionCausalGrouped": {
      [try Tensor.attention($0[0], $0[1], $0[2], isCausal: true, grouped: true)]
    },
    "attentionMasked": {
      [try Tensor.attention($0[0], $0[1], $0[2], mask: $0[3], scale: 0.3, grouped: true)]
    },
    "rotated": { [try $0[0].rotated(cosine: $0[1], sine: $0[2])] },
    "rotatedStrided": { [try $0[0].transposed(1, 2).rotated(cosine: $0[1], sine: $0[2])] },
    "rotatedExpanded": {
      [try $0[0].expanded([2, 2, 3, 4]).rotated(cosine: $0[1], sine: $0[2])]
    },
    "rotatedRow": { [try $0[0].rotated(cosine: $0[1], sine: $0[2])] },
    "rotatedRows": { [try $0[0].rotated(cosine: $0[1], sine: $0[2])] },
  ]

  private static func pair(_ found: (values: Tensor, indices: Tensor)) -> [Tensor] {
    [found.values, found.indices]
  }
}
