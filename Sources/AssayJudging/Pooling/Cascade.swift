// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Judges of rising cost, of which each sees only what the one before it could not settle.
public struct Cascade: Sendable {
  /// The judges, the cheapest first.
  public var judges: [Judge]
  /// How a judge's own answers become one.
  public var pooling: PoolingRule
  /// When the next judge is asked.
  public var escalation: Escalation

  /// What is not settled. A decision without a judgment never is.
  public struct Escalation: Sendable, Hashable, Codable {
    /// The least confidence of a settled decision.
    public var minimumConfidence: Double
    /// Whether a pair whose orders disagree goes on, however sure the judge is.
    public var onFlip: Bool

    public init(minimumConfidence: Double = 0.75, onFlip: Bool = true) {
      self.minimumConfidence = minimumConfidence
      self.onFlip = onFlip
    }

    /// Whether the decision goes to the next judge.
    public func applies(to decision: PooledDecision) -> Bool {
      decision.judgment == nil || !(decision.confidence >= minimumConfidence)
        || (onFlip && decision.hasFlipped)
    }
  }

  public init(
    judges: [Judge], pooling: PoolingRule = .majority, escalation: Escalation = Escalation()
  ) {
    self.judges = judges
    self.pooling = pooling
    self.escalation = escalation
  }

  /// Judges the examples, and measures what each judge took.
  ///
  /// - Throws: `invalidArgument` without judges, and what ends a judge's run.
  public func run(on examples: [Example]) async throws -> CascadeResult {
    try await Self.run(
      on: examples, stages: judges.count, pooling: { _ in pooling }, escalation: escalation
    ) { stage, open in
      let judge = judges[stage]
      return (judge.model.identity.name, try await judge.records(of: open))
    }
  }

  /// Runs a cascade whose judges are asked by the caller.
  ///
  /// - Parameters:
  ///   - stages: How many judges there are, the cheapest first.
  ///   - pooling: How a stage's answers become one.
  ///   - ask: Judges what is open at a stage; gives the judge's name and its records.
  /// - Throws: `invalidArgument` without judges, and what `ask` throws.
  public static func run(
    on examples: [Example], stages count: Int, pooling: (Int) -> PoolingRule,
    escalation: Escalation,
    ask: (_ stage: Int, _ open: [Example]) async throws -> (String, [JudgmentRecord])
  ) async throws -> CascadeResult {
    guard count > 0 else { throw Jury.invalid("A cascade needs at least one judge.") }
    var open = examples
    var settled: [String: (decision: PooledDecision, stage: Int)] = [:]
    var stages: [CascadeResult.Stage] = []
    for index in 0..<count where !open.isEmpty {
      let (name, records) = try await ask(index, open)
      let decisions = PooledDecision.pool(records, by: pooling(index))
      var goesOn: Set<String> = []
      for decision in decisions {
        // A later judge that cannot decide takes nothing from an earlier one that could.
        if decision.judgment != nil || settled[decision.id] == nil {
          settled[decision.id] = (decision, index)
        }
        if escalation.applies(to: decision) { goesOn.insert(decision.id) }
      }
      stages.append(
        CascadeResult.Stage(
          judge: name, examples: open.count,
          settled: index == count - 1 ? open.count : open.count - goesOn.count,
          decisions: decisions, records: records))
      open = open.filter { goesOn.contains($0.id) }
    }
    let known = examples.compactMap { settled[$0.id] }
    return CascadeResult(
      decisions: known.map(\.decision), deciding: known.map(\.stage), stages: stages,
      judges: count)
  }
}

/// What a cascade decided and what it took.
public struct CascadeResult: Sendable {
  /// The last judgment on each example, in the examples' order.
  public var decisions: [PooledDecision]
  /// The stage that each of them comes from, counted from 0.
  public var deciding: [Int]
  /// The judges that were asked, the cheapest first.
  public var stages: [Stage]
  let judges: Int

  /// One judge's part.
  public struct Stage: Sendable {
    /// The model's name.
    public var judge: String
    /// How many examples it saw.
    public var examples: Int
    /// How many of them went no further.
    public var settled: Int
    /// What it decided, on every example that it saw.
    public var decisions: [PooledDecision]
    /// Its answers.
    public var records: [JudgmentRecord]

    public init(
      judge: String, examples: Int, settled: Int, decisions: [PooledDecision],
      records: [JudgmentRecord]
    ) {
      self.judge = judge
      self.examples = examples
      self.settled = settled
      self.decisions = decisions
      self.records = records
    }

    /// How often its model was asked, retries included.
    public var requests: Int { records.reduce(0) { $0 + $1.attempts } }

    /// The tokens of its answers; `nil` where an answer does not say. Of an answer that was asked
    /// for twice the last attempt is counted.
    public var usage: TokenUsage? {
      var sum = TokenUsage(promptTokens: 0, completionTokens: 0)
      for record in records {
        guard let completion = record.completion else { continue }
        guard let usage = completion.usage else { return nil }
        sum.promptTokens += usage.promptTokens
        sum.completionTokens += usage.completionTokens
      }
      return sum
    }
  }

  /// What a stage costs: money, tokens, or seconds.
  public typealias Cost = (Stage) -> Double?

  /// What the cascade cost, and what the last judge would have cost alone.
  public struct Saving: Sendable, Hashable {
    /// What was spent.
    public var spent: Double
    /// What the first judge took for all examples, times what the last one took against it on the
    /// examples that both saw; where the first took nothing, the last one's mean cost of an example,
    /// times all examples.
    public var lastJudgeAlone: Double
    /// The share of the latter that was saved; negative where the cascade cost more.
    public var share: Double { lastJudgeAlone > 0 ? 1 - spent / lastJudgeAlone : 0 }
  }

  /// The measured saving; `nil` where no example reached the last judge or a cost is not known.
  ///
  /// Examples that reach the last judge may be harder, and its answers to them longer, than the
  /// rest: the saving is then overstated.
  public func saving(cost: Cost) -> Saving? {
    guard stages.count == judges, let last = stages.last, last.examples > 0 else { return nil }
    var spent = 0.0
    for stage in stages {
      guard let part = cost(stage) else { return nil }
      spent += part
    }
    guard let dear = cost(last), let first = stages.first else { return nil }
    let seen = Set(last.records.map(\.example))
    let shared = Stage(
      judge: first.judge, examples: last.examples, settled: 0, decisions: [],
      records: first.records.filter { seen.contains($0.example) })
    var alone = dear / Double(last.examples) * Double(first.examples)
    if stages.count > 1, let cheap = cost(shared), let all = cost(first), cheap > 0 {
      alone = all * dear / cheap
    }
    return Saving(spent: spent, lastJudgeAlone: alone)
  }
}
