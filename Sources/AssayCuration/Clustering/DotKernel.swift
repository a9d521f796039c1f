// SPDX-License-Identifier: Apache-2.0

/// Inner products of rows, written so that the same two rows give the same bits everywhere.
///
/// A product is summed in four lanes: lane *l* adds the products of components *l*, *l* + 4, … in
/// order; then (0 + 2) + (1 + 3), then what is left over. No multiplication is fused with an
/// addition. Neither the tile that a pair falls into, nor the number of threads, nor the processor
/// changes a bit, which is why no library for matrices is used: those promise none of it. Four
/// lanes are what every 64-bit processor has; nine pairs at a time keep them busy.
enum DotKernel {
  typealias Lanes = SIMD4<Float>
  typealias Row = UnsafePointer<Float>

  @inline(__always)
  static func lanes(_ row: Row, _ index: Int) -> Lanes {
    UnsafeRawPointer(row + index).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  static func total(_ sum: Lanes, _ x: Row, _ y: Row, from start: Int, width: Int) -> Float {
    var result = (sum[0] + sum[2]) + (sum[1] + sum[3])
    var index = start
    while index < width {
      result += x[index] * y[index]
      index += 1
    }
    return result
  }

  /// The product of two rows.
  static func product(_ x: Row, _ y: Row, width: Int) -> Float {
    var sum = Lanes()
    var index = 0
    while index + 4 <= width {
      sum += lanes(x, index) * lanes(y, index)
      index += 4
    }
    return total(sum, x, y, from: index, width: width)
  }

  /// The products of one row with four others.
  static func products(
    _ x: Row, _ y: (Row, Row, Row, Row), width: Int
  ) -> (Float, Float, Float, Float) {
    var sum0 = Lanes()
    var sum1 = Lanes()
    var sum2 = Lanes()
    var sum3 = Lanes()
    var index = 0
    while index + 4 <= width {
      let part = lanes(x, index)
      sum0 += part * lanes(y.0, index)
      sum1 += part * lanes(y.1, index)
      sum2 += part * lanes(y.2, index)
      sum3 += part * lanes(y.3, index)
      index += 4
    }
    return (
      total(sum0, x, y.0, from: index, width: width),
      total(sum1, x, y.1, from: index, width: width),
      total(sum2, x, y.2, from: index, width: width),
      total(sum3, x, y.3, from: index, width: width)
    )
  }

  /// The product in double precision, from the same two rows; off by less than 10^-15.
  static func preciseProduct(_ x: Row, _ y: Row, width: Int) -> Double {
    var sum = SIMD4<Double>()
    var index = 0
    while index + 4 <= width {
      sum += SIMD4<Double>(lanes(x, index)) * SIMD4<Double>(lanes(y, index))
      index += 4
    }
    var result = (sum[0] + sum[2]) + (sum[1] + sum[3])
    while index < width {
      result += Double(x[index]) * Double(y[index])
      index += 1
    }
    return result
  }

  /// The squared Euclidean distance of two rows, summed as the products are.
  ///
  /// It is taken from the differences: 2 - 2xy would lose close pairs to rounding.
  static func squaredDistance(_ x: Row, _ y: Row, width: Int) -> Float {
    var sum = Lanes()
    var index = 0
    while index + 4 <= width {
      let difference = lanes(x, index) - lanes(y, index)
      sum += difference * difference
      index += 4
    }
    var result = (sum[0] + sum[2]) + (sum[1] + sum[3])
    while index < width {
      let difference = x[index] - y[index]
      result += difference * difference
      index += 1
    }
    return result
  }

  /// The product of a row with a point in double precision, and their squared Euclidean distance.
  static func moments(
    _ x: Row, _ point: UnsafePointer<Double>, width: Int
  ) -> (product: Double, squaredDistance: Double) {
    var products = SIMD4<Double>()
    var squares = SIMD4<Double>()
    var index = 0
    while index + 4 <= width {
      let part = SIMD4<Double>(lanes(x, index))
      let other = UnsafeRawPointer(point + index).loadUnaligned(as: SIMD4<Double>.self)
      products += part * other
      squares += (part - other) * (part - other)
      index += 4
    }
    var product = (products[0] + products[2]) + (products[1] + products[3])
    var square = (squares[0] + squares[2]) + (squares[1] + squares[3])
    while index < width {
      let difference = Double(x[index]) - point[index]
      product += Double(x[index]) * point[index]
      square += difference * difference
      index += 1
    }
    return (product, square)
  }
}
