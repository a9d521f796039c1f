// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What a run says of its examples, gathered in one pass over them.
public struct ExampleSurvey: Sendable, Hashable {
  /// How many examples there are.
  public var count: Int
  /// How many records a run over them gives.
  public var expected: Int
  /// The hash of everything in them that a judge sees or is measured by.
  public var data: String
  /// The hash of the prompts of the first ones.
  public var prompts: String
}

extension Judge {
  /// Passes over the examples once, in memory of 8 bytes for each, before they are judged.
  ///
  /// - Throws: `invalidArgument` for a policy without votes or two examples with one identifier,
  ///   and what the sequence throws.
  public func survey<Examples: AsyncSequence>(
    _ examples: Examples
  ) async throws -> ExampleSurvey where Examples.Element == Example {
    try validatePolicy()
    var fingerprint = Fingerprint()
    var prompts: [[ChatMessage]] = []
    var names = IdentifierTally()
    var (count, expected) = (0, 0)
    for try await example in examples {
      fingerprint.add(example)
      if count < Self.promptsInDescription,
        let prompt = try? style.messages(for: example, form: form)
      {
        prompts.append(prompt)
      }
      names.add(example.id)
      count += 1
      expected += policy.orders(for: example.format).count * policy.votes
    }
    let suspects = names.repeated()
    if !suspects.isEmpty { try await requireDifferent(examples, among: suspects) }
    return ExampleSurvey(
      count: count, expected: expected, data: fingerprint.text, prompts: description(of: prompts))
  }

  /// The description of a run of this judge over the examples of a survey. It is that of the same
  /// examples in an array.
  public func run(on survey: ExampleSurvey, software: String) -> Run {
    Run(
      software: software, data: survey.data, examples: survey.count, style: style.name, form: form,
      prompts: survey.prompts, model: model.identity, sampling: sampling, policy: policy,
      seed: seed)
  }

  /// A hash of prompts, and of the rule that reads their answers where it is the user's own: another
  /// rule makes other verdicts of the same prompts.
  func description(of prompts: [[ChatMessage]]) -> String {
    Fingerprint.of(prompts) + ((style as? TemplateStyle).map { "-\($0.fingerprint)" } ?? "")
  }

  /// How many of the first examples' prompts a run is described by.
  static var promptsInDescription: Int { 64 }

  /// Tells two examples with one identifier from two identifiers with one hash.
  private func requireDifferent<Examples: AsyncSequence>(
    _ examples: Examples, among suspects: Set<UInt64>
  ) async throws where Examples.Element == Example {
    var seen: Set<String> = []
    for try await example in examples where suspects.contains(StableHash.fnv1a(example.id)) {
      guard seen.insert(example.id).inserted else { throw Self.repeated(example.id) }
    }
  }

  static func repeated(_ identifier: String) -> AssayError {
    AssayError(
      .invalidArgument, "Two examples have the identifier '\(identifier)'.",
      advice: "Give every example of a run an identifier of its own.")
  }
}

/// Finds out whether texts repeat, in 8 bytes for each of them.
struct IdentifierTally {
  /// Hashes by their first byte, so that no single array grows by doubling to the whole size.
  private var hashes = [[UInt64]](repeating: [], count: 256)

  mutating func add(_ text: String) {
    let hash = StableHash.fnv1a(text)
    hashes[Int(hash >> 56)].append(hash)
  }

  /// The hashes that came more than once.
  consuming func repeated() -> Set<UInt64> {
    var found: Set<UInt64> = []
    for index in hashes.indices {
      hashes[index].sort()
      let bucket = hashes[index]
      for (left, right) in zip(bucket, bucket.dropFirst()) where left == right {
        found.insert(left)
      }
      hashes[index] = []
    }
    return found
  }
}
