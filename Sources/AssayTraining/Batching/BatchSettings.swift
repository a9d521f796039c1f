// SPDX-License-Identifier: Apache-2.0

/// How many examples make one optimiser step, in which order, and how they are laid out.
public struct BatchSettings: Sendable, Hashable, Codable {
  /// What one optimiser step is made of.
  public var size: Size
  /// The most positions, padding included, that pass through the model at once. A step that has
  /// more is cut into several passes whose gradients are added up.
  public var positionsPerPass: Int
  /// The order of the examples.
  public var order: Order
  /// How many steps' examples are pooled and sorted by length before they are cut into steps.
  /// 1 mixes lengths in every step and sorts only inside it. Ignored where order is preserved.
  public var lengthPool: Int

  /// The extent of one optimiser step.
  public enum Size: Sendable, Hashable {
    /// About so many tokens, prompts included; an epoch is cut into steps of even size.
    case tokens(Int)
    /// So many examples; the last step of an epoch may have fewer.
    case examples(Int)
  }

  /// The order in which examples are learnt.
  public enum Order: String, Sendable, Hashable, Codable, CaseIterable {
    /// A new random order each epoch, from the run's seed.
    case shuffled
    /// As given, for a curriculum (FARE: the easiest first).
    case preserved
  }

  public init(
    size: Size = .tokens(16_384), positionsPerPass: Int = 8_192, order: Order = .shuffled,
    lengthPool: Int = 1
  ) {
    self.size = size
    self.positionsPerPass = positionsPerPass
    self.order = order
    self.lengthPool = lengthPool
  }
}

extension BatchSettings.Size: Codable {
  private enum CodingKeys: String, CodingKey { case tokens, examples }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let tokens = try container.decodeIfPresent(Int.self, forKey: .tokens) {
      self = .tokens(tokens)
    } else {
      self = .examples(try container.decode(Int.self, forKey: .examples))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .tokens(let count): try container.encode(count, forKey: .tokens)
    case .examples(let count): try container.encode(count, forKey: .examples)
    }
  }
}
