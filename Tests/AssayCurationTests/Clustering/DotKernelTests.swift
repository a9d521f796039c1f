// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Testing

@testable import AssayCuration

@Suite struct DotKernelTests {
  /// Widths around the four lanes, and row counts around the tile of three.
  @Test(arguments: [1, 3, 4, 5, 8, 22, 31])
  func tilesGiveTheBitsOfSinglePairs(_ width: Int) throws {
    let matrix = try RandomVectors.matrix(count: 11, width: width, seed: UInt64(width))
    for centers in 1...7 {
      matrix.rows.withPointers { rows in
        var seen: [Int] = []
        DotKernel.products(rows, 2..<11, centers: rows[0], count: centers) { position, products in
          seen.append(position)
          for center in 0..<centers {
            let single = DotKernel.product(rows[position], rows[center], width: width)
            #expect(products[center].bitPattern == single.bitPattern)
            #expect(single == DotKernel.product(rows[center], rows[position], width: width))
          }
        }
        #expect(seen == Array(2..<11))
      }
    }
  }

  @Test(arguments: [1, 4, 7, 64, 101])
  func stayWithinTheirBound(_ width: Int) throws {
    let matrix = try RandomVectors.matrix(count: 20, width: width, seed: 77)
    matrix.rows.withPointers { rows in
      for x in 0..<20 {
        for y in 0..<20 {
          var exact = 0.0
          var square = 0.0
          for index in 0..<width {
            exact += Double(rows[x][index]) * Double(rows[y][index])
            square += (Double(rows[x][index]) - Double(rows[y][index])).magnitudeSquared
          }
          let product = DotKernel.product(rows[x], rows[y], width: width)
          // A sum of m terms of absolute total at most 1 is off by at most about m x 2^-24.
          #expect(abs(Double(product) - exact) <= Double(width / 4 + 16) * 0x1.0p-24)
          #expect(abs(DotKernel.preciseProduct(rows[x], rows[y], width: width) - exact) < 1e-14)
          let distance = DotKernel.squaredDistance(rows[x], rows[y], width: width)
          #expect(abs(Double(distance) - square) <= 1e-6 * square)
        }
      }
    }
  }

  @Test func blocksCoverEveryRowOnceInOrder() async throws {
    for count in [0, 1, 191, 192, 1000, 12_288, 100_003] {
      let blocks = RowBlocks(count: count)
      let ranges = try await blocks.map(tasks: 3) { _, range in range }
      #expect(ranges.count == blocks.blocks)
      #expect(ranges.first?.lowerBound == 0)
      #expect(ranges.last?.upperBound == count)
      for (left, right) in zip(ranges, ranges.dropFirst()) {
        #expect(left.upperBound == right.lowerBound)
      }
    }
  }
}

extension Double {
  fileprivate var magnitudeSquared: Double { self * self }
}
