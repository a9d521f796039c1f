// SPDX-License-Identifier: Apache-2.0

/// What one finished iteration of rejection sampling did.
public struct IterationSummary: Sendable, Hashable, Codable {
  /// Counted from 1.
  public var iteration: Int
  public var table: AcceptanceTable
  /// How many examples were learnt.
  public var learnt: Int
  /// The ids of accepted examples that were too long to be learnt.
  public var overlong: [String]

  public init(iteration: Int, table: AcceptanceTable, learnt: Int, overlong: [String]) {
    self.iteration = iteration
    self.table = table
    self.learnt = learnt
    self.overlong = overlong
  }
}
