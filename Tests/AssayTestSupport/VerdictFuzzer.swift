// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Makes broken completions out of real ones, and checks what the readers of verdicts do with them.
///
/// The same seed gives the same inputs in every process, so a failure names its input by number.
public struct VerdictFuzzer: Sendable {
  private let texts: [[UInt8]]
  private let styles: [any PromptStyle]
  private let examples: [Example]
  private var generator: SeededGenerator

  /// The longest input in bytes; long enough to bury a verdict, short enough for millions.
  private static let longest = 3_000

  /// - Parameter texts: Real completions; a few are enough, none leaves only the laws' critiques.
  public init(texts: [String], seed: UInt64) {
    styles = PromptStyles.all
    examples = PromptStyleLaws.examples
    self.texts = (texts + PromptStyleLaws.critiques).map { Array($0.utf8) }
    generator = SeededGenerator(seed: seed, stream: "verdict-fuzzer")
  }

  /// What became of the inputs.
  public struct Tally: Sendable {
    /// The number of completions read.
    public var inputs = 0
    /// The number of their bytes.
    public var bytes = 0
    /// How often each outcome came: `judged`, or the kind of the reason.
    public var outcomes: [String: Int] = [:]
    /// What must never happen, with the input; at most ten are kept.
    public var violations: [String] = []

    public init() {}
  }

  /// Reads `count` inputs with every style and every recorded dialect in turn.
  public mutating func run(_ count: Int) -> Tally {
    var tally = Tally()
    for _ in 0..<count {
      guard let style = generator.element(of: styles),
        let example = example(for: style),
        let form = generator.element(of: PromptForm.allCases)
      else { break }
      let completion = completion(style, example, form)
      tally.inputs += 1
      tally.bytes += completion.text.utf8.count
      let verdict = style.verdict(from: completion, for: example, form: form)
      tally.outcomes[verdict.unscoredReason?.kind ?? "judged", default: 0] += 1
      var broken = Self.violations(of: verdict, example, style)
      broken += strictness(style, verdict, completion, example, form)
      if let dialect = generator.element(of: RecordedDialect.allCases) {
        _ = dialect.officialReading(of: completion.text)
        if dialect.verdict(from: completion, steps: 5).outcome.isTooLong { broken.append("detail") }
      }
      for violation in broken where tally.violations.count < 10 {
        tally.violations.append(
          "input \(tally.inputs), \(style.name), \(example.format.name): \(violation) "
            + "(\(completion.finishReason.rawValue)) <\(completion.text.debugDescription)>")
      }
    }
    return tally
  }

  /// An example whose format the style has, seven times out of eight.
  private mutating func example(for style: any PromptStyle) -> Example? {
    guard generator.below(8) > 0 else { return generator.element(of: examples) }
    return generator.element(
      of: examples.filter { (try? style.messages(for: $0, form: .critique)) != nil })
  }

  private static func violations(
    of verdict: Verdict, _ example: Example, _ style: any PromptStyle
  ) -> [String] {
    var found: [String] = []
    if let judgment = verdict.judgment,
      !example.format.admits(judgment, steps: example.steps?.count ?? .max)
    {
      found.append("the judgment \(judgment) is none of the format's")
    }
    // The compact style is for models whose whole output is shorter than that.
    if verdict.outcome.isTooLong, style.name != "compact" {
      found.append("the reason carries a long text")
    }
    if verdict.swapped().swapped() != verdict { found.append("swapping twice changes it") }
    return found
  }

  /// A strict reader may only say less, never something else.
  private func strictness(
    _ style: any PromptStyle, _ lenient: Verdict, _ completion: Completion, _ example: Example,
    _ form: PromptForm
  ) -> [String] {
    let strict: any PromptStyle
    switch style.name {
    case "r3": strict = R3Style(policy: .strict)
    case "fare": strict = FareStyle(policy: .strict)
    case "flame": strict = FlameStyle(policy: .strict)
    default: return []
    }
    let verdict = strict.verdict(from: completion, for: example, form: form)
    guard let judgment = verdict.judgment else { return [] }
    if judgment != lenient.judgment { return ["strict says \(judgment)"] }
    return verdict.notes.isEmpty ? [] : ["strict forgives \(verdict.notes)"]
  }

  // MARK: Inputs

  private mutating func completion(
    _ style: any PromptStyle, _ example: Example, _ form: PromptForm
  ) -> Completion {
    var bytes = window()
    // Most inputs begin as a completion that keeps its contract.
    if generator.below(4) > 0,
      let judgment = generator.element(
        of: PromptStyleLaws.judgments(of: example)),
      let target = try? style.target(
        judgment, critique: String(decoding: bytes, as: UTF8.self), for: example, form: form)
    {
      bytes = Array(target.utf8)
      if generator.below(4) == 0 { bytes = Array("<think>".utf8) + window() + bytes }
    }
    for _ in 0..<generator.below(6) { mutate(&bytes) }
    if bytes.count > Self.longest { bytes.removeFirst(bytes.count - Self.longest) }
    let reasons: [FinishReason] = [.stop, .stop, .unknown, .length, .contentFilter]
    return Completion(
      text: String(decoding: bytes, as: UTF8.self),
      finishReason: generator.element(of: reasons) ?? .stop)
  }

  /// A piece of a real text.
  private mutating func window() -> [UInt8] {
    guard let text = generator.element(of: texts) else { return [] }
    let length = min(text.count, 1 + generator.below(Self.longest / 2))
    let start = generator.below(text.count - length + 1)
    return Array(text[start..<start + length])
  }

  private mutating func range(in bytes: [UInt8], atMost length: Int) -> Range<Int> {
    let start = generator.below(bytes.count + 1)
    return start..<min(bytes.count, start + generator.below(length + 1))
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    switch generator.below(9) {
    case 0: bytes.removeSubrange(range(in: bytes, atMost: 40))
    case 1: bytes.insert(contentsOf: bytes[range(in: bytes, atMost: 60)], at: place(in: bytes))
    case 2: bytes.removeLast(min(bytes.count, generator.below(60)))
    case 3:
      let index = generator.below(bytes.count)
      if bytes.indices.contains(index) {
        bytes[index] = UInt8(truncatingIfNeeded: generator.next())
      }
    case 4: bytes.insert(contentsOf: window().prefix(200), at: place(in: bytes))
    case 5:
      let piece = Self.token(&generator)
      let copies = generator.below(8) == 0 ? generator.below(300) : 1
      for _ in 0..<copies { bytes += piece }
    default: bytes.insert(contentsOf: Self.token(&generator), at: place(in: bytes))
    }
  }

  private mutating func place(in bytes: [UInt8]) -> Int { generator.below(bytes.count + 1) }

  private static func token(_ generator: inout SeededGenerator) -> [UInt8] {
    generator.element(of: tokens) ?? []
  }

  /// What matters to a reader of verdicts, whole and broken.
  private static let tokens: [[UInt8]] =
    [
      "{", "}", "[", "]", "\"", "'", "\\", "\\\"", ":", ",", "\n", "\r\n", " ", "```json\n", "**",
      "<think>", "</think>", "\"score\": ", "{\"score\": 4}", "{\"score\": \"Response 1\"}",
      "{'score': 2}", "{\\\"score\\\": 3}", "score: 4/5", "Verdict: ", "verdict:", "Verdict: [A]",
      "Verdict: [B]", "Verdict: 3 is", "Explanation: ", "answer: ", "\nanswer: B", "[[A]]",
      "[[B>A]]", "[[A>>B]]", "Output (a) is better.", "\\boxed{2}", "\\boxed{", "Yes", "No", "> A",
      "\n> 4", "-1", "4", "³", "\u{664}", "99999999999999999999", "1e999", "3.9", "null", "true",
      "Response 2 is better", "I'm sorry, but I cannot", "\u{301}", "\u{200D}", "\u{1F600}",
      "\\ud800", "\\u00", "\u{0}", "\u{FEFF}", "\u{A0}", "：", "\u{2212}1",
    ].map { Array($0.utf8) } + [[0xFF], [0xED, 0xA0, 0x80], [0xC3], [0xF0, 0x9F]]
}

// MARK: Hostile texts

extension VerdictFuzzer {
  /// Texts that make a reader quadratic, if anything does.
  public static let hostilePatterns = [
    "{", "{\"", "{\"a\":", "{\"a\":[", "[{\"score\":", "{\"score\": \"4\", \"x\": {", "}", "\"",
    "'", "{'a':' ", "\\\"", "{\\\"score\\\":", "\\", "score:", "score ", "score****", "Verdict:",
    "Verdict: [A] ", "Verdict:\n", "answer:", "\nanswer: ", "**", " ", "\n", "<think>",
    "</think>", "Response 1 is ", "[[", "[[A>B", "\\boxed{", "Yes No ", "9", "\u{301}", "³",
    "{\"explanation\": \"{'score': ' ",
  ]

  /// The pattern over and over, as a completion.
  public static func hostile(_ pattern: String, length: Int) -> Completion {
    Completion(
      text: String(repeating: pattern, count: length / max(1, pattern.utf8.count)),
      finishReason: .stop)
  }

  /// Reads the completion with every style and dialect; what must not happen comes back.
  public static func readEveryWay(_ completion: Completion) -> [String] {
    var found: [String] = []
    for style in PromptStyles.all {
      for example in PromptStyleLaws.examples.prefix(2) {
        let verdict = style.verdict(from: completion, for: example, form: .critique)
        found += violations(of: verdict, example, style)
      }
    }
    for dialect in RecordedDialect.allCases {
      _ = dialect.officialReading(of: completion.text)
      if dialect.verdict(from: completion).outcome.isTooLong { found.append("detail") }
    }
    return found
  }
}

extension Verdict.Outcome {
  fileprivate var isTooLong: Bool {
    if case .unscored(let reason) = self { (reason.detail?.utf8.count ?? 0) > 400 } else { false }
  }
}
