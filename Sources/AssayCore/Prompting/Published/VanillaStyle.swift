// SPDX-License-Identifier: Apache-2.0

/// The contract of JudgeBench's vanilla judge: nothing but `Output (a)` or `Output (b)`.
///
/// Pairs without ties; the words are ours. The benchmark asks for no explanation. The critique
/// form, which it does not have, puts one before the verdict's own line.
public struct VanillaStyle: ClosingVerdictStyle {
  public let name = RecordedDialect.vanilla.rawValue
  /// How much the reader forgives.
  public var policy: ParsePolicy

  public init(policy: ParsePolicy = .lenient) { self.policy = policy }

  public func messages(for example: Example, form: PromptForm) throws -> [ChatMessage] {
    _ = try contract(for: example)
    let example = example.guarded(by: textGuard)
    let pair = try example.responsePair()
    let ask =
      form == .critique
      ? "Say shortly why, and then write on a last line of its own either"
      : "Give no explanation. Your whole answer is either"
    return [
      .user(
        """
        Choose the better of two outputs for an instruction. The better output does what the \
        instruction says, and is right and helpful; the order of the outputs does not count. \
        \(ask) "Output (a)" or "Output (b)".

        # Instruction:
        \(PromptBlocks.question(of: example))

        # Output (a):
        \(pair.first)

        # Output (b):
        \(pair.second)

        # Which is better, Output (a) or Output (b)?
        """)
    ]
  }

  func contract(for example: Example) throws -> ClosingContract {
    guard example.format == .pairwise(ties: false) else { throw example.unsupported(by: name) }
    return ClosingContract(
      space: .pair("a", "b"), opening: "Output (", closing: ")", isWholeLine: true)
  }

  var textGuard: TextGuard { Self.guarding }

  private static let guarding = TextGuard([
    .mark("Output ( a )"), .mark("Output ( b )"), .line("# Instruction"), .line("# Which"),
  ])
}
