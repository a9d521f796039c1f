// SPDX-License-Identifier: Apache-2.0

/// An open table from 32-bit tags to item numbers that may hold one tag several times.
///
/// An entry takes 8 bytes and the table is between 48 and 72 % full, so that an item costs about
/// 14 bytes. Tags must be well mixed: an entry's home follows from the tag itself.
struct TagTable: Sendable {
  /// Tag in the upper half, item number plus one in the lower; 0 where empty.
  private var entries: [UInt64]
  private(set) var count = 0

  init() { entries = Array(repeating: 0, count: 64) }

  /// The bytes that the table takes.
  var byteCount: Int { entries.count * 8 }

  /// Hands over the items with the tag, the first inserted first, until the body returns false.
  ///
  /// - Returns: How many were handed over.
  @inline(__always)
  @discardableResult
  func forEach(_ tag: UInt32, _ body: (UInt32) -> Bool) -> Int {
    entries.withUnsafeBufferPointer { entries in
      var place = Self.home(tag, entries.count)
      var found = 0
      while true {
        let entry = entries[place]
        if entry == 0 { return found }
        if UInt32(truncatingIfNeeded: entry >> 32) == tag {
          found += 1
          if !body(UInt32(truncatingIfNeeded: entry) - 1) { return found }
        }
        place += 1
        if place == entries.count { place = 0 }
      }
    }
  }

  mutating func insert(_ tag: UInt32, _ item: UInt32) {
    if count * 100 >= entries.count * 72 { grow() }
    Self.put(UInt64(tag) << 32 | UInt64(item + 1), into: &entries)
    count += 1
  }

  private static func put(_ entry: UInt64, into entries: inout [UInt64]) {
    var place = home(UInt32(truncatingIfNeeded: entry >> 32), entries.count)
    while entries[place] != 0 {
      place += 1
      if place == entries.count { place = 0 }
    }
    entries[place] = entry
  }

  /// The old entries are visited from the first gap on, so that those of one tag keep their order.
  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: entries.count * 3 / 2)
    let gap = entries.firstIndex(of: 0) ?? 0
    for place in entries.indices {
      let index = (gap + place) % entries.count
      if entries[index] != 0 { Self.put(entries[index], into: &larger) }
    }
    entries = larger
  }

  @inline(__always)
  private static func home(_ tag: UInt32, _ capacity: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(tag) &* UInt64(capacity)) >> 32)
  }
}

/// An open table from well-mixed 64-bit keys to item numbers, each key once.
///
/// An entry takes 12 bytes, so that an item costs about 20.
struct KeyTable: Sendable {
  private var keys: [UInt64]
  private var items: [UInt32]
  private(set) var count = 0

  init() {
    keys = Array(repeating: 0, count: 64)
    items = Array(repeating: .max, count: 64)
  }

  /// The item that the key belongs to already; `nil` where it is new and now belongs to `item`.
  mutating func insert(_ key: UInt64, _ item: UInt32) -> UInt32? {
    if count * 100 >= keys.count * 72 { grow() }
    let place = slot(of: key)
    if items[place] != .max { return items[place] }
    keys[place] = key
    items[place] = item
    count += 1
    return nil
  }

  /// The item of the key, or `nil`.
  func item(for key: UInt64) -> UInt32? {
    let item = items[slot(of: key)]
    return item == .max ? nil : item
  }

  private func slot(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: key.multipliedFullWidth(by: UInt64(keys.count)).high)
    while items[place] != .max, keys[place] != key {
      place += 1
      if place == keys.count { place = 0 }
    }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldItems) = (keys, items)
    keys = Array(repeating: 0, count: oldKeys.count * 3 / 2)
    items = Array(repeating: .max, count: keys.count)
    for (key, item) in zip(oldKeys, oldItems) where item != .max {
      let place = slot(of: key)
      keys[place] = key
      items[place] = item
    }
  }
}
