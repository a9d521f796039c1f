// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What diversity sampling knows of every row besides its vector: source, category and question.
///
/// Row *i* of the frame belongs to row *i* of the matrix. A row takes sixteen bytes; sources and
/// categories are kept once.
public struct SamplingFrame: Sendable {
  /// Rows that are sampled together: one source, or one labelled sub-category of it.
  public struct Stratum: Sendable, Hashable, Codable {
    public var source: String
    /// The sub-category's label; empty where the source has none.
    public var category: String

    public init(source: String, category: String = "") {
      self.source = source
      self.category = category
    }
  }

  /// The strata in the order in which they first came.
  public private(set) var strata: [Stratum] = []
  private(set) var stratumOfRow: [Int32] = []
  /// A hash of the question of every row that may have a twin; 0 for the others.
  private(set) var questions: [UInt64] = []
  private var numbers: [Stratum: Int32] = [:]

  public init() {}

  /// The number of rows.
  public var count: Int { stratumOfRow.count }

  /// Adds the next row.
  ///
  /// Binary and verification examples of one question count as twins: one of them is enough, for
  /// they have the same task and input (R3 §3.2.2).
  ///
  /// - Parameter category: The label of the sub-category; the example's domain where `nil`.
  public mutating func append(_ example: Example, category: String? = nil) {
    let mayHaveTwins =
      switch example.format {
      case .binary, .verification: true
      default: false
      }
    append(
      Stratum(source: example.source, category: category ?? example.domain),
      question: mayHaveTwins ? example.group : nil)
  }

  /// Adds the next row.
  ///
  /// - Parameter question: What twins share; `nil` for a row that is to be kept beside others of
  ///   the same question.
  public mutating func append(_ stratum: Stratum, question: String?) {
    if let number = numbers[stratum] {
      stratumOfRow.append(number)
    } else {
      let number = Int32(strata.count)
      numbers[stratum] = number
      strata.append(stratum)
      stratumOfRow.append(number)
    }
    questions.append(question.map { max(StableHash.fnv1a($0), 1) } ?? 0)
  }
}
