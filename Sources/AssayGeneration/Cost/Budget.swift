// SPDX-License-Identifier: Apache-2.0

/// What a run may spend, and what its tokens cost.
public struct Budget: Sendable, Hashable {
  /// What a token costs; without it a limit of money cannot be kept.
  public var price: ModelPrice?
  /// The most money, in the price's currency.
  public var maximumCost: Double?
  /// The most requests that are sent, repeated ones included.
  public var maximumRequests: Int?
  /// The longest time from the first request.
  public var maximumTime: Duration?

  public init(
    price: ModelPrice? = nil, maximumCost: Double? = nil, maximumRequests: Int? = nil,
    maximumTime: Duration? = nil
  ) {
    self.price = price
    self.maximumCost = maximumCost
    self.maximumRequests = maximumRequests
    self.maximumTime = maximumTime
  }
}
