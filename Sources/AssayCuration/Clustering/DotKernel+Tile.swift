// SPDX-License-Identifier: Apache-2.0

extension DotKernel {
  /// The products of three rows with three others: `out[r * stride + c]` is that of `x.r` and `y.c`.
  ///
  /// Nine sums, three parts of rows and one temporary fill the sixteen registers of x86-64.
  static func tile(
    _ x: (Row, Row, Row), _ y: (Row, Row, Row), width: Int,
    into out: UnsafeMutablePointer<Float>, stride: Int
  ) {
    var sum00 = Lanes()
    var sum01 = Lanes()
    var sum02 = Lanes()
    var sum10 = Lanes()
    var sum11 = Lanes()
    var sum12 = Lanes()
    var sum20 = Lanes()
    var sum21 = Lanes()
    var sum22 = Lanes()
    var index = 0
    while index + 4 <= width {
      let part0 = lanes(x.0, index)
      let part1 = lanes(x.1, index)
      let part2 = lanes(x.2, index)
      let first = lanes(y.0, index)
      sum00 += part0 * first
      sum10 += part1 * first
      sum20 += part2 * first
      let second = lanes(y.1, index)
      sum01 += part0 * second
      sum11 += part1 * second
      sum21 += part2 * second
      let third = lanes(y.2, index)
      sum02 += part0 * third
      sum12 += part1 * third
      sum22 += part2 * third
      index += 4
    }
    out[0] = total(sum00, x.0, y.0, from: index, width: width)
    out[1] = total(sum01, x.0, y.1, from: index, width: width)
    out[2] = total(sum02, x.0, y.2, from: index, width: width)
    out[stride] = total(sum10, x.1, y.0, from: index, width: width)
    out[stride + 1] = total(sum11, x.1, y.1, from: index, width: width)
    out[stride + 2] = total(sum12, x.1, y.2, from: index, width: width)
    out[2 * stride] = total(sum20, x.2, y.0, from: index, width: width)
    out[2 * stride + 1] = total(sum21, x.2, y.1, from: index, width: width)
    out[2 * stride + 2] = total(sum22, x.2, y.2, from: index, width: width)
  }

  /// The products of every row of a range with every centre, row by row.
  ///
  /// - Parameters:
  ///   - centers: `count` rows without gaps.
  ///   - visit: Is handed each position with its `count` products, in order.
  static func products(
    _ rows: RowPointers, _ range: Range<Int>, centers: Row, count: Int,
    visit: (Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    let width = rows.width
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * count) { buffer in
      guard let out = buffer.baseAddress else { return }
      out.initialize(repeating: 0, count: 3 * count)
      var position = range.lowerBound
      while position < range.upperBound {
        let held = min(3, range.upperBound - position)
        let first = rows[position]
        let second = rows[position + min(1, held - 1)]
        let third = rows[position + held - 1]
        var center = 0
        while center + 3 <= count {
          let y = centers + center * width
          tile(
            (first, second, third), (y, y + width, y + 2 * width), width: width,
            into: out + center, stride: count)
          center += 3
        }
        while center < count {
          let y = centers + center * width
          let (a, b, c, _) = products(y, (first, second, third, third), width: width)
          out[center] = a
          out[count + center] = b
          out[2 * count + center] = c
          center += 1
        }
        for row in 0..<held { visit(position + row, out + row * count) }
        position += held
      }
    }
  }
}
