// SPDX-License-Identifier: Apache-2.0

/// Centres without gaps, with half of their squared lengths, ready for assigning rows.
struct Centers: Sendable {
  let count: Int
  let width: Int
  let values: [Float]
  let halves: [Float]

  init(_ centers: [[Float]]) {
    count = centers.count
    width = centers.first?.count ?? 0
    values = centers.flatMap { $0 }
    halves = centers.map { center in
      Float(center.reduce(0) { $0 + Double($1) * Double($1) } / 2)
    }
  }

  /// Hands over each position of the range with its nearest centre and the product with it.
  ///
  /// For rows of length 1 the nearest centre c has the largest xc - cc/2. Of equally near centres
  /// the first counts.
  func assign(
    _ rows: RowPointers, _ range: Range<Int>, visit: (_ position: Int, _ label: Int, Float) -> Void
  ) {
    halves.withUnsafeBufferPointer { halves in
      values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        DotKernel.products(rows, range, centers: base, count: count) { position, products in
          var label = 0
          var best = products[0] - halves[0]
          for center in 1..<count {
            let score = products[center] - halves[center]
            if score > best {
              best = score
              label = center
            }
          }
          visit(position, label, products[label])
        }
      }
    }
  }

  /// The squared distance of a row of length 1 to a centre.
  func squaredDistance(_ product: Float, to label: Int) -> Double {
    max(0, 1 - 2 * Double(product) + 2 * Double(halves[label]))
  }
}
