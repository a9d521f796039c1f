// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// Keeps given secrets out of everything that is stored.
///
/// A server may echo a key in an error page, and a model may repeat what it was shown; so every
/// text is searched on its way in, and a secret is replaced by `[secret]`. A secret is found as it
/// is and as JSON or a URL spells it. Texts under 8 bytes are no secrets: words such as `EMPTY`,
/// which local servers take for a key, would be cut out of prompts.
public struct Redaction: Sendable {
  /// The fewest bytes of a secret.
  public static let minimumLength = 8

  private let patterns: [Pattern]

  public init(secrets: [String]) {
    var spellings: Set<[UInt8]> = []
    for secret in secrets where secret.utf8.count >= Self.minimumLength {
      spellings.insert(Array(secret.utf8))
      for escapesSlashes in [true, false] {
        let encoder = JSONEncoder()
        if !escapesSlashes { encoder.outputFormatting = .withoutEscapingSlashes }
        if let quoted = try? encoder.encode(secret) {
          spellings.insert(Array(quoted.dropFirst().dropLast()))
        }
      }
      for allowed in [CharacterSet.alphanumerics, .urlQueryAllowed, .urlUserAllowed] {
        if let text = secret.addingPercentEncoding(withAllowedCharacters: allowed) {
          spellings.insert(Array(text.utf8))
        }
      }
    }
    // Longer spellings first, so that none is cut in two by a part of itself.
    patterns =
      spellings
      .sorted { ($1.count, $0.description) < ($0.count, $1.description) }
      .map(Pattern.init)
  }

  /// The bytes without secrets.
  public func clean(_ data: Data) -> Data {
    var data = data
    for pattern in patterns { pattern.replace(in: &data) }
    return data
  }

  /// The text without secrets.
  public func clean(_ text: String) -> String {
    guard !patterns.isEmpty else { return text }
    return String(decoding: clean(Data(text.utf8)), as: UTF8.self)
  }

  /// The text without secrets and without what stands before the host in a URL.
  func cleanDescription(_ data: Data) -> Data {
    let text = String(decoding: data, as: UTF8.self)
    // JSON may spell a slash as `\/`.
    let stripped = text.replacing(/(:(?:\\?\/){2})[^\/"\s@]*@/) { $0.output.1 }
    return clean(stripped == text ? data : Data(stripped.utf8))
  }
}

extension Redaction {
  /// Finds one byte string by the Horspool rule, which skips most bytes of a text.
  private struct Pattern: Sendable {
    let bytes: [UInt8]
    let skips: [Int]

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      var skips = [Int](repeating: bytes.count, count: 256)
      for (place, byte) in bytes.dropLast().enumerated() {
        skips[Int(byte)] = bytes.count - 1 - place
      }
      self.skips = skips
    }

    func replace(in data: inout Data) {
      var start = 0
      while let found = find(in: data, from: start) {
        let lower = data.startIndex + found
        data.replaceSubrange(lower..<(lower + bytes.count), with: Data("[secret]".utf8))
        start = found + 8
      }
    }

    private func find(in data: Data, from start: Int) -> Int? {
      data.withUnsafeBytes { text in
        let last = bytes.count - 1
        var place = start
        while place + last < text.count {
          let end = text[place + last]
          if end == bytes[last], text[place..<(place + last)].elementsEqual(bytes[..<last]) {
            return place
          }
          place += skips[Int(end)]
        }
        return nil
      }
    }
  }
}
