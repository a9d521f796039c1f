// SPDX-License-Identifier: Apache-2.0

/// The closed, discrete answer that a judgment comes down to.
public enum Judgment: Sendable, Hashable {
  /// A score on the format's scale.
  case score(Int)
  /// Which of two responses is better.
  case preference(Preference)
  /// True or false; for verification, true means correct.
  case boolean(Bool)
  /// The 0-based index of the first wrong step, or `nil` where every step is right.
  case firstError(Int?)
  /// One label of a closed list.
  case label(String)
  /// 0-based response indices, best first.
  case ranking([Int])
}

/// The better of two responses, as positions and not as names.
public enum Preference: String, Sendable, Hashable, Codable, CaseIterable {
  case first, second, tie

  /// The same preference once the two responses have changed places.
  public var swapped: Preference {
    switch self {
    case .first: .second
    case .second: .first
    case .tie: .tie
    }
  }
}

extension Judgment {
  /// The same judgment once two responses have changed places.
  public func swapped() -> Judgment {
    switch self {
    case .preference(let preference): .preference(preference.swapped)
    case .ranking(let order) where order.count == 2: .ranking(order.map { 1 - $0 })
    default: self
    }
  }
}

extension Judgment: CustomStringConvertible {
  /// A short form for tables, such as `4`, `first`, `true`, `step 2` or `no error`.
  public var description: String {
    switch self {
    case .score(let score): "\(score)"
    case .preference(let preference): preference.rawValue
    case .boolean(let value): value ? "true" : "false"
    case .firstError(.some(let index)): "step \(index)"
    case .firstError(.none): "no error"
    case .label(let label): label
    case .ranking(let order): order.map { "\($0)" }.joined(separator: ">")
    }
  }
}

extension Judgment: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case score, preference, boolean, firstError = "first_error", label, ranking
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard container.allKeys.count == 1, let key = container.allKeys.first else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "a judgment has exactly one of the keys "
            + CodingKeys.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    switch key {
    case .score: self = .score(try container.decode(Int.self, forKey: key))
    case .preference: self = .preference(try container.decode(Preference.self, forKey: key))
    case .boolean: self = .boolean(try container.decode(Bool.self, forKey: key))
    case .firstError:
      // -1 stands for "no error" on disk, as in ProcessBench and FARE.
      let index = try container.decode(Int.self, forKey: key)
      guard index >= -1 else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "a step index is -1 or at least 0")
      }
      self = .firstError(index < 0 ? nil : index)
    case .label: self = .label(try container.decode(String.self, forKey: key))
    case .ranking: self = .ranking(try container.decode([Int].self, forKey: key))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .score(let score): try container.encode(score, forKey: .score)
    case .preference(let preference): try container.encode(preference, forKey: .preference)
    case .boolean(let value): try container.encode(value, forKey: .boolean)
    case .firstError(let index): try container.encode(index ?? -1, forKey: .firstError)
    case .label(let label): try container.encode(label, forKey: .label)
    case .ranking(let order): try container.encode(order, forKey: .ranking)
    }
  }
}
