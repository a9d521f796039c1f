// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Draws wrong answers from what is at hand already: other options, or recorded wrong answers.
///
/// What is drawn for a question follows from the seed and the question's identifier alone.
public struct NegativeSampler: Sendable {
  public var seed: UInt64
  /// The findings of the audit that make a wrong answer unusable.
  public var refused: Set<NegativeFinding>

  public init(seed: UInt64 = 0, refused: Set<NegativeFinding> = NegativeFinding.certain) {
    self.seed = seed
    self.refused = refused
  }

  /// One of the wrong options, each as likely as the others.
  ///
  /// An option with the text of the right one is no wrong option: MMLU has some.
  ///
  /// - Returns: `nil` where no option differs from the right one, or `right` is none of them.
  public func option(for id: String, of options: [String], right: Int) -> Int? {
    guard options.indices.contains(right) else { return nil }
    let audit = NegativeAudit(aliases: [options[right]])
    let wrong = options.indices.filter { index in
      index != right
        && audit.finding(in: options[index]).map { !Self.equality.contains($0) } ?? true
    }
    var generator = SeededGenerator(seed: seed, stream: "negative-option/\(id)")
    return generator.element(of: wrong)
  }

  /// One of the question's recorded wrong answers that passes the audit, or `nil`.
  public func recorded(for question: NegativeQuestion) -> Negative? {
    let audit = question.audit
    let usable = question.wrongAnswers.filter { answer in
      audit.finding(in: answer).map { !refused.contains($0) } ?? true
    }
    var generator = SeededGenerator(seed: seed, stream: "negative-recorded/\(question.id)")
    return generator.element(of: usable).map { Negative(text: $0, origin: .recorded) }
  }

  /// Options are formulas and numbers, too, so that only the plainest equality counts.
  private static let equality: Set<NegativeFinding> = [.empty, .equal, .equalIgnoringCase]
}
