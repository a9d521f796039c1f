// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

/// A short hash that tells data, prompts and recordings apart; not for secrets.
///
/// It is the 64-bit FNV-1a hash as 16 hexadecimal digits, equal in every process and version.
public struct Fingerprint: Sendable, Hashable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  /// Adds bytes.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    var hash = state
    for byte in bytes {
      hash ^= UInt64(byte)
      hash &*= 0x0000_0100_0000_01b3
    }
    state = hash
  }

  /// Adds one field and its end, so that fields cannot run into each other.
  public mutating func add(field: String) {
    add(field.utf8)
    add(CollectionOfOne(0xFF))
  }

  /// The hash as 16 hexadecimal digits.
  public var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Fingerprint {
  /// The hash of everything in the examples that a judge sees or is measured by.
  public static func of(_ examples: [Example]) -> String {
    var fingerprint = Fingerprint()
    for example in examples { fingerprint.add(example) }
    return fingerprint.text
  }

  /// Adds everything in the example that a judge sees or is measured by.
  public mutating func add(_ example: Example) {
    add(field: example.id)
    add(field: example.format.name)
    add(field: example.instruction)
    add(field: example.input)
    for response in example.responses { add(field: response) }
    add(field: example.reference ?? "")
    for step in example.steps ?? [] { add(field: step) }
    if let rubric = example.rubric {
      add(field: rubric.criteria)
      for level in rubric.levels { add(field: level.label + "=" + level.meaning) }
      for criterion in rubric.named ?? [] {
        add(field: "\(criterion.name)=\(criterion.meaning)*\(criterion.weight ?? 1)")
      }
    }
    add(field: example.gold?.description ?? "")
  }

  /// The hash of a file's bytes.
  public static func of(_ data: Data) -> String {
    var fingerprint = Fingerprint()
    data.withUnsafeBytes { fingerprint.add($0) }
    return fingerprint.text
  }

  /// The hash of messages.
  public static func of(_ conversations: [[ChatMessage]]) -> String {
    var fingerprint = Fingerprint()
    for message in conversations.joined() {
      fingerprint.add(field: message.role.rawValue)
      fingerprint.add(field: message.content)
    }
    return fingerprint.text
  }
}
