// SPDX-License-Identifier: Apache-2.0

/// Counts the pairs of a sequence that stand in strictly descending order.
enum InversionCount {
  /// The number of inversions; the values are sorted afterwards, in one of the two buffers.
  static func count(
    _ values: UnsafeMutableBufferPointer<UInt32>, spare: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    let count = values.count
    var inversions = sortBlocks(values)
    var source = values
    var target = spare
    var width = block
    while width < count {
      var start = 0
      while start < count {
        let middle = min(start + width, count)
        let end = min(middle + width, count)
        inversions += merge(source, target, start, middle, end)
        start = end
      }
      swap(&source, &target)
      width *= 2
    }
    return inversions
  }

  private static let block = 16

  /// Sorts blocks by insertion; a value that moves past another undoes one inversion.
  private static func sortBlocks(_ values: UnsafeMutableBufferPointer<UInt32>) -> Int {
    var inversions = 0
    var start = 0
    while start < values.count {
      let end = min(start + block, values.count)
      for index in start..<end {
        let value = values[index]
        var hole = index
        while hole > start, values[hole &- 1] > value {
          values[hole] = values[hole &- 1]
          hole &-= 1
        }
        values[hole] = value
        inversions &+= index &- hole
      }
      start = end
    }
    return inversions
  }

  /// Merges two sorted neighbours without branching on the values.
  private static func merge(
    _ source: UnsafeMutableBufferPointer<UInt32>, _ target: UnsafeMutableBufferPointer<UInt32>,
    _ start: Int, _ middle: Int, _ end: Int
  ) -> Int {
    guard let source = source.baseAddress, let target = target.baseAddress else { return 0 }
    if middle == end || source[middle - 1] <= source[middle] {
      (target + start).update(from: source + start, count: end - start)
      return 0
    }
    if end - middle == middle - start { return mergeHalves(source, target, start, middle) }
    var (left, right, place, inversions) = (start, middle, start, 0)
    while left < middle, right < end {
      let (first, second) = (source[left], source[right])
      let takesRight = second < first ? 1 : 0
      target[place] = min(first, second)
      inversions &+= (middle &- left) & (0 &- takesRight)
      right &+= takesRight
      left &+= 1 &- takesRight
      place &+= 1
    }
    (target + place).update(from: source + left, count: middle - left)
    place += middle - left
    (target + place).update(from: source + right, count: end - right)
    return inversions
  }

  /// Merges two sorted neighbours of one length from both ends at once.
  ///
  /// Each end makes half of the result, so neither can run out of values, and the processor works
  /// on both at the same time.
  private static func mergeHalves(
    _ source: UnsafeMutablePointer<UInt32>, _ target: UnsafeMutablePointer<UInt32>,
    _ start: Int, _ middle: Int
  ) -> Int {
    let length = middle - start
    var (left, right, inversions) = (start, middle, 0)
    var (lastLeft, lastRight) = (middle - 1, middle + length - 1)
    for step in 0..<length {
      let (first, second) = (source[left], source[right])
      let takesRight = second < first ? 1 : 0
      target[start &+ step] = min(first, second)
      inversions &+= (middle &- left) & (0 &- takesRight)
      right &+= takesRight
      left &+= 1 &- takesRight

      // From the end, a value of the right half has been passed by the left ones already placed.
      let (third, fourth) = (source[lastLeft], source[lastRight])
      let takesLeft = third > fourth ? 1 : 0
      target[middle &+ length &- 1 &- step] = max(third, fourth)
      inversions &+= (middle &- 1 &- lastLeft) & (takesLeft &- 1)
      lastLeft &-= takesLeft
      lastRight &-= 1 &- takesLeft
    }
    return inversions
  }
}
