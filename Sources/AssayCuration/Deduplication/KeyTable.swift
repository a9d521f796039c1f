// SPDX-License-Identifier: Apache-2.0

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
