// SPDX-License-Identifier: Apache-2.0
import CTorch

// Shapes that differ are broadcast: lengths are matched from the last dimension, and 1 fits any.
extension Tensor {
  /// The sum, element by element.
  public static func + (a: Tensor, b: Tensor) throws -> Tensor {
    try TensorCall.binary("+", a, b) { $0.pointee.add($1, $2, $3) }
  }
  /// The difference, element by element.
  public static func - (a: Tensor, b: Tensor) throws -> Tensor {
    try TensorCall.binary("-", a, b) { $0.pointee.sub($1, $2, $3) }
  }
  /// The product, element by element.
  public static func * (a: Tensor, b: Tensor) throws -> Tensor {
    try TensorCall.binary("*", a, b) { $0.pointee.mul($1, $2, $3) }
  }
  /// The quotient, element by element; whole numbers give a fraction.
  public static func / (a: Tensor, b: Tensor) throws -> Tensor {
    try TensorCall.binary("/", a, b) { $0.pointee.div($1, $2, $3) }
  }
  /// The number added to each element.
  public static func + (a: Tensor, b: Double) throws -> Tensor {
    try TensorCall.unary("+", a) { $0.pointee.add_scalar($1, b, $2) }
  }
  /// The number added to each element.
  public static func + (a: Double, b: Tensor) throws -> Tensor { try b + a }
  /// The number taken from each element.
  public static func - (a: Tensor, b: Double) throws -> Tensor { try a + -b }
  /// Each element taken from the number.
  public static func - (a: Double, b: Tensor) throws -> Tensor {
    try TensorCall.unary("-", b) { $0.pointee.rsub_scalar($1, a, $2) }
  }
  /// Each element times the number.
  public static func * (a: Tensor, b: Double) throws -> Tensor {
    try TensorCall.unary("*", a) { $0.pointee.mul_scalar($1, b, $2) }
  }
  /// Each element times the number.
  public static func * (a: Double, b: Tensor) throws -> Tensor { try b * a }
  /// Each element divided by the number.
  public static func / (a: Tensor, b: Double) throws -> Tensor {
    try TensorCall.unary("/", a) { $0.pointee.div_scalar($1, b, $2) }
  }
  /// The number divided by each element.
  public static func / (a: Double, b: Tensor) throws -> Tensor { try b.reciprocal() * a }

  /// The larger of two, element by element.
  public func maximum(_ other: Tensor) throws -> Tensor {
    try TensorCall.binary("maximum", self, other) { $0.pointee.maximum($1, $2, $3) }
  }
  /// The smaller of two, element by element.
  public func minimum(_ other: Tensor) throws -> Tensor {
    try TensorCall.binary("minimum", self, other) { $0.pointee.minimum($1, $2, $3) }
  }
  /// Each element to the power of the number.
  public func power(_ exponent: Double) throws -> Tensor {
    try TensorCall.unary("power", self) { $0.pointee.pow_scalar($1, exponent, $2) }
  }
  /// Each element kept between the bounds; `nil` is no bound.
  public func clamped(from low: Double? = nil, to high: Double? = nil) throws -> Tensor {
    try TensorCall.unary("clamped", self) { table, a, out in
      withOptionalPointer(low) { low in
        withOptionalPointer(high) { high in table.pointee.clamp(a, low, high, out) }
      }
    }
  }
  /// Each element with the other sign.
  public func negated() throws -> Tensor {
    try TensorCall.unary("negated", self) { $0.pointee.neg($1, $2) }
  }
  /// Each element without its sign.
  public func magnitude() throws -> Tensor {
    try TensorCall.unary("magnitude", self) { $0.pointee.abs($1, $2) }
  }
  /// The exponential of each element.
  public func exp() throws -> Tensor {
    try TensorCall.unary("exp", self) { $0.pointee.exp($1, $2) }
  }
  /// The natural logarithm of each element.
  public func log() throws -> Tensor {
    try TensorCall.unary("log", self) { $0.pointee.log($1, $2) }
  }
  /// The square root of each element.
  public func squareRoot() throws -> Tensor {
    try TensorCall.unary("squareRoot", self) { $0.pointee.sqrt($1, $2) }
  }
  /// One over the square root of each element.
  public func reciprocalSquareRoot() throws -> Tensor {
    try TensorCall.unary("reciprocalSquareRoot", self) { $0.pointee.rsqrt($1, $2) }
  }
  /// One over each element.
  public func reciprocal() throws -> Tensor {
    try TensorCall.unary("reciprocal", self) { $0.pointee.reciprocal($1, $2) }
  }
  /// The sine of each element.
  public func sine() throws -> Tensor {
    try TensorCall.unary("sine", self) { $0.pointee.sin($1, $2) }
  }
  /// The cosine of each element.
  public func cosine() throws -> Tensor {
    try TensorCall.unary("cosine", self) { $0.pointee.cos($1, $2) }
  }
  /// The hyperbolic tangent of each element.
  public func tanh() throws -> Tensor {
    try TensorCall.unary("tanh", self) { $0.pointee.tanh($1, $2) }
  }
  /// The logistic function of each element.
  public func sigmoid() throws -> Tensor {
    try TensorCall.unary("sigmoid", self) { $0.pointee.sigmoid($1, $2) }
  }

  private func withOptionalPointer<Result>(
    _ value: Double?, _ body: (UnsafePointer<Double>?) -> Result
  ) -> Result {
    guard let value else { return body(nil) }
    return withUnsafePointer(to: value, body)
  }
}
