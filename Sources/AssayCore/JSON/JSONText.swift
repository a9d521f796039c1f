// SPDX-License-Identifier: Apache-2.0

/// JSON text in the making, byte by byte, for rows that are written by the million.
///
/// The caller writes keys in sorted order. The bytes are those of Foundation's encoder with sorted
/// keys and slashes left alone, at a twentieth of its price.
public struct JSONText {
  /// The UTF-8 bytes so far.
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

  /// Adds bytes that are JSON already, such as braces and keys.
  public mutating func add(raw text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Adds a value that is JSON already.
  public mutating func add(raw value: some Collection<UInt8>) { bytes.append(contentsOf: value) }

  /// Adds a string with its quotes.
  public mutating func add(_ text: String) {
    JSONValue.append(text, to: &bytes, shortestEscapes: true)
  }

  /// Adds a whole number.
  public mutating func add(_ value: Int) { bytes.append(contentsOf: "\(value)".utf8) }

  /// Adds `true` or `false`.
  public mutating func add(_ value: Bool) { add(raw: value ? "true" : "false") }

  /// Adds a finite number; one without a fraction has no point.
  public mutating func add(_ value: Double) {
    var text = "\(value)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    bytes.append(contentsOf: text.utf8)
  }

  /// Adds a list.
  public mutating func add<Values: Sequence>(
    list values: Values, _ add: (inout JSONText, Values.Element) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for value in values {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      add(&self, value)
    }
    bytes.append(UInt8(ascii: "]"))
  }
}
