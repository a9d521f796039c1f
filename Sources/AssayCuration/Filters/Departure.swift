// SPDX-License-Identifier: Apache-2.0

/// Why an example left the set that is being made, and where.
///
/// A set is only as trustworthy as the account of what is not in it, so that no part of curation
/// drops an example without one of these.
public struct Departure: Sendable, Hashable, Codable {
  /// The name of the filter or stage that it left at, such as `near-duplicates`.
  public var filter: String
  /// The kind of reason, one of a closed set a filter documents, such as `same-text`.
  public var reason: String
  /// What a person needs to check the decision: the twin's identifier, the shared words, the score.
  public var detail: String

  public init(filter: String, reason: String, detail: String = "") {
    self.filter = filter
    self.reason = reason
    self.detail = detail
  }
}
