// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayData
import AssayGeneration
import AssayJudging
import Foundation

/// Several judges at work, one after the other: a jury or a cascade from a policy's file.
///
/// Each of them is a run of its own over all examples, in the store and in a file, whether or not
/// it sees them all: another policy, or the same judge on its own, goes on with what is there.
struct PolicyRun {
  let policy: PolicyFile
  /// The command line's options, which fill in what the file leaves out.
  let options: SessionOptions
  let decisions: DecisionOptions
  let output: OutputOptions
  /// The file of verdicts; each judge has one beside it that carries its name.
  let out: URL

  private var spent = Spending(cost: 0)
  private let begun = ContinuousClock.now

  init(
    _ policy: PolicyFile, options: SessionOptions, decisions: DecisionOptions,
    output: OutputOptions, out: URL
  ) throws {
    guard options.judge.model == nil else {
      throw AssayError(
        .invalidArgument, "A policy names its own models.", advice: "Leave --model out.")
    }
    self.policy = policy
    self.options = options
    self.decisions = decisions
    self.output = output
    self.out = out
  }

  /// What the judges came to.
  struct Outcome {
    /// One decision an example.
    var decisions: [PooledDecision]
    /// One record for each example and order.
    var records: [JudgmentRecord]
    var lines: [DecisionLine]
    var run: Run
    var shown: ShownPolicy
  }

  /// One judge's answers.
  struct Seat {
    var name: String
    var run: Run
    var pooling: PoolingRule
    var records: [JudgmentRecord]
    var price: ModelPrice?
    /// Whether its model runs on this machine.
    var isLocal: Bool
    /// Its decisions on the labelled set of a jury.
    var calibration: [PooledDecision] = []
  }

  /// Judges the examples.
  mutating func outcome(on examples: [Example]) async throws -> Outcome {
    // Whatever is wrong with the last judge is found out before the first is paid for.
    for member in policy.judges { try await options.member(member).check() }
    switch policy.kind {
    case .jury(let jury): return try await outcome(of: jury, on: examples)
    case .cascade(let escalation): return try await outcome(of: escalation, on: examples)
    }
  }

  /// Says what the judges would take; nothing is sent.
  func estimate(_ examples: [Example]) async throws -> ShownPolicyEstimate {
    var sets = [examples]
    if case .jury(let jury) = policy.kind, let file = jury.calibration {
      sets.append(try Self.labelled(file))
    }
    var shown = ShownPolicyEstimate(isCascade: false)
    if case .cascade = policy.kind { shown.isCascade = true }
    for member in policy.judges {
      let options = options.member(member)
      try await options.check()
      if options.budget.estimate {
        let estimate = try await options.withSession { try await $0.estimate(sets) }
        shown.judges.append(ShownPolicyEstimate.Part(name: member.name, estimate: estimate))
      } else {
        let policy = options.judge.policy
        shown.judges.append(
          ShownPolicyEstimate.Part(
            name: member.name, requests: sets.reduce(0) { $0 + policy.count(for: $1) }))
      }
    }
    return shown
  }

  /// The labelled examples that weights come from.
  static func labelled(_ file: URL) throws -> [Example] {
    let examples = try DataSources.recognized(at: file).examples(at: file, options: DataOptions())
      .collect()
    guard examples.contains(where: { $0.gold != nil }) else {
      throw AssayError(
        .malformedFile, "The labelled set holds no example with a known answer.",
        advice: "Give each example a 'gold' (docs/formats.md).",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
    return examples.filter { $0.gold != nil }
  }

  /// Asks one judge.
  ///
  /// - Parameters:
  ///   - only: The examples that it is asked about; `nil` for all.
  ///   - labelled: Examples that it judges for its weight.
  mutating func seat(
    _ member: PolicyFile.Member, on examples: [Example], only: Set<String>? = nil,
    labelled: [Example] = []
  ) async throws -> Seat {
    var options = options.member(member)
    if options.budget.isSet {
      options.budget = options.budget.less(spent, elapsed: ContinuousClock.now - begun)
    }
    let (output, file) = (output, file(for: member.name))
    let calibrationFile = self.file(for: member.name + ".calibration")
    let pooling =
      member.pool ?? decisions.pool.map { $0 == .mean ? .mean : .majority }
      ?? (options.judge.expectedScore ? .mean : .majority)
    output.note("\(member.name):")
    let (seat, part) = try await options.withSession { session in
      var calibration: [PooledDecision] = []
      if !labelled.isEmpty {
        let records = try await session.records(
          of: labelled, file: calibrationFile, part: member.name + "/calibration", output: output)
        calibration = PooledDecision.pool(records.records, by: pooling)
      }
      let (judge, records) = try await session.records(
        of: examples, only: only, file: file, part: member.name, output: output)
      let seat = Seat(
        name: member.name, run: judge.run(on: examples, software: assayVersion), pooling: pooling,
        records: records, price: session.served?.configuration.budget.price,
        isLocal: session.served == nil, calibration: calibration)
      return (seat, session.served?.model.spending)
    }
    if let part {
      spent.requests += part.requests
      spent.cost = (spent.cost ?? 0) + (part.cost ?? 0)
    }
    return seat
  }

  /// `judgments.jsonl` becomes `judgments.NAME.jsonl`.
  private func file(for name: String) -> URL {
    let safe = name.replacing("/", with: "_")
    let stem = out.deletingPathExtension().lastPathComponent
    let end = out.pathExtension.isEmpty ? "" : ".\(out.pathExtension)"
    return out.deletingLastPathComponent().appending(path: "\(stem).\(safe)\(end)")
  }

  /// The description of what the judges did together.
  func run(_ seats: [Seat], kind: String, rule: String) -> Run? {
    guard var run = seats.first?.run else { return nil }
    var fingerprint = Fingerprint()
    fingerprint.add(field: rule)
    for seat in seats {
      for part in [seat.run.model.fingerprint, seat.run.prompts, seat.run.sampling.summary] {
        fingerprint.add(field: part)
      }
    }
    run.model = ModelIdentity(
      name: "\(kind) of \(seats.map(\.name).joined(separator: ", "))", fingerprint: fingerprint.text
    )
    var styles: [String] = []
    for seat in seats where !styles.contains(seat.run.style) { styles.append(seat.run.style) }
    run.style = styles.joined(separator: ", ")
    run.prompts = fingerprint.text
    run.policy.votes = 1
    return run
  }
}
