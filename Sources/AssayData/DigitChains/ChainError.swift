// SPDX-License-Identifier: Apache-2.0

public import AssayCore

/// The first thing that is wrong with a solution.
///
/// It is the only error in itself: the steps after it follow rightly from it.
public struct ChainError: Sendable, Hashable, Codable {
  public var kind: Kind
  /// The 0-based index of the wrong line; the answer's line has the index after the last step's.
  public var step: Int

  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Another operation than the problem's, rightly carried out: a `+` for a `*`, the largest
    /// digit for the smallest.
    case wrongOperation = "wrong-operation"
    /// The right operation on the right operands with a wrong result; in sorting, a digit of the
    /// rest that is not the smallest.
    case wrongDigit = "wrong-digit"
    /// An operand, the value carried over, or a digit taken down wrongly.
    case miscopied
    /// One step left out; the solution goes on with the next one.
    case skippedStep = "skipped-step"
    /// Right steps and a wrong answer below them.
    case wrongAnswer = "wrong-answer"
  }

  public init(kind: Kind, step: Int) {
    self.kind = kind
    self.step = step
  }

  /// The error as the `error` of an example's metadata.
  public var json: JSONValue {
    .object(["kind": .string(kind.rawValue), "step": .integer(step)])
  }
}
