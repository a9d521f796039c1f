// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// A filter that must see the whole set before it can decide about any example.
///
/// A stage shows it every example once, in order, and then asks for fates from the first one on.
public protocol SurveyingFilter: CurationFilter {
  /// Takes note of a batch.
  func survey(_ batch: [Example]) async throws
}

/// A filter that must see the whole set, and that finds out something about each example which
/// memory need not hold.
public protocol AnnotatingFilter: CurationFilter {
  /// Takes note of a batch.
  ///
  /// - Returns: The same examples in the same order, with what was found out about them in their
  ///   metadata; `fates` gets these.
  func annotated(_ batch: [Example]) async throws -> [Example]
}
