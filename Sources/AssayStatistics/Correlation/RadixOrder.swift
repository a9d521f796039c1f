// SPDX-License-Identifier: Apache-2.0

/// Finds the stable ascending order of 64-bit keys in linear time.
///
/// The leading varying bits of a key and its position are packed into one word, the words are
/// radix-sorted by 8-bit digits, least significant first, and the few runs whose leading bits
/// agree while their other bits differ are put right at the end.
struct RadixOrder {
  private static let digitBits: UInt64 = 8
  private static let bins = 1 << 8
  /// Below this many keys, clearing the histograms costs more than comparing.
  private static let smallest = 400

  private let keys: UnsafeBufferPointer<UInt64>
  /// The words to sort and a second place for them, of the keys' count each.
  private let words: UnsafeMutableBufferPointer<UInt64>
  private let spare: UnsafeMutableBufferPointer<UInt64>

  /// Fills `order` with the positions of the keys in ascending order of key, then of position.
  ///
  /// `scratch` holds at least twice as many words as there are keys.
  static func sort(
    _ keys: UnsafeBufferPointer<UInt64>, scratch: UnsafeMutableBufferPointer<UInt64>,
    into order: UnsafeMutableBufferPointer<UInt32>
  ) {
    let count = keys.count
    if isAscending(keys) {
      for position in 0..<count { order[position] = UInt32(truncatingIfNeeded: position) }
      return
    }
    if count < smallest {
      for position in 0..<count { order[position] = UInt32(truncatingIfNeeded: position) }
      sortRun(UnsafeMutableBufferPointer(rebasing: order[0..<count]), by: keys)
      return
    }
    let sorter = RadixOrder(
      keys: keys, words: UnsafeMutableBufferPointer(rebasing: scratch[0..<count]),
      spare: UnsafeMutableBufferPointer(rebasing: scratch[count..<2 * count]))
    sorter.run(into: order)
  }

  private static func isAscending(_ keys: UnsafeBufferPointer<UInt64>) -> Bool {
    var previous: UInt64 = 0
    for key in keys {
      if key < previous { return false }
      previous = key
    }
    return true
  }

  private func run(into order: UnsafeMutableBufferPointer<UInt32>) {
    let count = keys.count
    let first = keys[0]
    var varying: UInt64 = 0
    for key in keys { varying |= key ^ first }
    let positionBits = UInt64(64 - (count - 1).leadingZeroBitCount)
    let highest = UInt64(64 - varying.leadingZeroBitCount)
    let lowest = varying == 0 ? 0 : UInt64(varying.trailingZeroBitCount)
    // Twenty bits more than it takes to number the keys tell nearly all of them apart: sign and
    // exponent are twelve of them. Each digit less is a pass less.
    let keyBits = min(highest - lowest, 64 - positionBits, positionBits + 20)
    let shift = highest - keyBits
    let keyMask: UInt64 = keyBits == 64 ? .max : (1 << keyBits) - 1
    for position in 0..<count {
      words[position] =
        (((keys[position] &>> shift) & keyMask) &<< positionBits)
        | UInt64(truncatingIfNeeded: position)
    }
    let sorted = passes(from: positionBits, to: positionBits + keyBits)
    let positionMask: UInt64 = (1 << positionBits) - 1
    for index in 0..<count {
      order[index] = UInt32(truncatingIfNeeded: sorted[index] & positionMask)
    }
    guard shift > lowest else { return }
    repairRuns(of: sorted, positionBits: positionBits, order: order)
  }

  /// Sorts the words by the bits from `low` up to `high`; gives the buffer that holds them.
  private func passes(from low: UInt64, to high: UInt64) -> UnsafeMutableBufferPointer<UInt64> {
    let digitCount = Int((high - low + Self.digitBits - 1) / Self.digitBits)
    guard digitCount > 0 else { return words }
    let mask = UInt64(Self.bins - 1)
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: digitCount * Self.bins) {
      counts in
      counts.initialize(repeating: 0)
      for word in words {
        var rest = word &>> low
        for digit in 0..<digitCount {
          counts[digit &* Self.bins &+ Int(truncatingIfNeeded: rest & mask)] &+= 1
          rest &>>= Self.digitBits
        }
      }
      var source = words
      var target = spare
      for digit in 0..<digitCount {
        let bins = UnsafeMutableBufferPointer(
          rebasing: counts[digit * Self.bins..<(digit + 1) * Self.bins])
        let shift = low + UInt64(digit) * Self.digitBits
        guard Self.makeStarts(bins, count: source.count) else { continue }
        for word in source {
          let bin = Int(truncatingIfNeeded: (word &>> shift) & mask)
          let place = bins[bin]
          target[Int(truncatingIfNeeded: place)] = word
          bins[bin] = place &+ 1
        }
        swap(&source, &target)
      }
      return source
    }
  }

  /// Turns counts into starting places; `false` where all words share one bin.
  private static func makeStarts(
    _ bins: UnsafeMutableBufferPointer<UInt32>, count: Int
  ) -> Bool {
    var start: UInt32 = 0
    for bin in bins.indices {
      let size = bins[bin]
      if Int(size) == count { return false }
      bins[bin] = start
      start &+= size
    }
    return true
  }

  private func repairRuns(
    of sorted: UnsafeMutableBufferPointer<UInt64>, positionBits: UInt64,
    order: UnsafeMutableBufferPointer<UInt32>
  ) {
    var start = 0
    while start < sorted.count {
      let leading = sorted[start] &>> positionBits
      var end = start + 1
      while end < sorted.count, sorted[end] &>> positionBits == leading { end += 1 }
      if end - start > 1 {
        Self.sortRun(UnsafeMutableBufferPointer(rebasing: order[start..<end]), by: keys)
      }
      start = end
    }
  }

  /// Sorts positions, which ascend at first, by key and then by position.
  private static func sortRun(
    _ run: UnsafeMutableBufferPointer<UInt32>, by keys: UnsafeBufferPointer<UInt64>
  ) {
    guard run.count > 24 else {
      for index in 1..<max(1, run.count) {
        let position = run[index]
        let key = keys[Int(position)]
        var hole = index
        while hole > 0, keys[Int(run[hole - 1])] > key {
          run[hole] = run[hole - 1]
          hole -= 1
        }
        run[hole] = position
      }
      return
    }
    var run = run
    run.sort { first, second in
      let (left, right) = (keys[Int(first)], keys[Int(second)])
      return left == right ? first < second : left < right
    }
  }

  /// A number whose unsigned order is the order of the value; both zeros are the same.
  @inline(__always)
  static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    let sign = UInt64(bitPattern: Int64(bitPattern: bits) &>> 63)
    return bits ^ (sign | 0x8000_0000_0000_0000)
  }
}
