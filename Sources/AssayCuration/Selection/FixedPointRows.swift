// SPDX-License-Identifier: Apache-2.0
import CFixedPoint

/// Rows of length 1 in 16-bit fixed point, to rule out products that are too small to matter.
///
/// A product of two such rows takes a fraction of the time of one in single precision, and is off by at most
/// `errorBound`. The bits are the same on every processor, because whole numbers are added.
final class FixedPointRows {
  /// The most that a product can be off.
  ///
  /// Every component is off by at most d, half a unit. With rows of length 1, whose components add
  /// up to at most the root of the width, the sum is off by at most 2 root(width) d + width d^2;
  /// the last term allows for lengths that are 1 only up to rounding.
  let errorBound: Double

  private let width: Int
  private let padded: Int
  private let rows: UnsafeMutablePointer<Int16>

  /// One unit is 2^-14: a component of 1 still fits, and so does every sum of products.
  private static let scale: Float = 16384

  /// - Parameter capacity: The number of rows there is room for.
  init(capacity: Int, width: Int) {
    self.width = width
    padded = Self.padded(width)
    rows = .allocate(capacity: max(1, capacity * padded))
    rows.initialize(repeating: 0, count: capacity * padded)
    let half = 0.5 / Double(Self.scale)
    errorBound =
      2 * Double(width).squareRoot() * half + Double(width) * half * half + 0x1.0p-18
  }

  /// What so many rows take.
  static func byteCount(of count: Int, width: Int) -> Int { count * padded(width) * 2 }

  private static func padded(_ width: Int) -> Int { (width + 15) & ~15 }

  deinit { rows.deallocate() }

  /// Stores a row.
  ///
  /// - Precondition: There is room at the place.
  func store(_ row: UnsafePointer<Float>, at place: Int) {
    let out = rows + place * padded
    // Added to 1.5 x 2^23, a number is rounded to a whole one, which its last 16 bits then are.
    let shift = SIMD8<Float>(repeating: 0x1.8p23)
    var index = 0
    while index + 8 <= width {
      let part = UnsafeRawPointer(row + index).loadUnaligned(as: SIMD8<Float>.self)
      let bits = unsafeBitCast(part * Self.scale + shift, to: SIMD8<UInt32>.self)
      UnsafeMutableRawPointer(out + index).storeBytes(
        of: SIMD8<Int16>(truncatingIfNeeded: bits), as: SIMD8<Int16>.self)
      index += 8
    }
    while index < width {
      out[index] = Int16(truncatingIfNeeded: (row[index] * Self.scale + 0x1.8p23).bitPattern)
      index += 1
    }
  }

  /// A few products, in units of 2^-28.
  struct Products {
    fileprivate var sums: SIMD8<Int32>

    /// The product of a lane.
    subscript(lane: Int) -> Double { Double(sums[lane]) * 0x1p-28 }

    /// The largest product.
    var largest: Double {
      let four = pointwiseMax(sums.lowHalf, sums.highHalf)
      let two = pointwiseMax(four.lowHalf, four.highHalf)
      return Double(max(two.x, two.y)) * 0x1p-28
    }
  }

  /// The products of the row at one place with those from another place on, at most eight; the
  /// lanes that are left have the smallest number.
  func products(_ place: Int, _ first: Int, count: Int) -> Products {
    var sums = SIMD8<Int32>(repeating: .min)
    withUnsafeMutableBytes(of: &sums) { bytes in
      guard let base = bytes.assumingMemoryBound(to: Int32.self).baseAddress else { return }
      assay_fixed_point_products(
        rows + place * padded, rows + first * padded, padded, min(count, 8), base)
    }
    return Products(sums: sums)
  }
}
