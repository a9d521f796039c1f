// SPDX-License-Identifier: Apache-2.0

public import AssayCore

extension DigitChains {
  /// What a stream of examples is made of.
  public struct Settings: Sendable, Hashable {
    /// Everything random follows from it.
    public var seed: UInt64
    /// Which half of the world the problems come from.
    public var split: Split
    /// How many examples the stream stands for; readers that want all of them stop there.
    public var examples: Int
    /// How often each task comes, in proportion to the others.
    public var tasks: [DigitChainTask: Double]
    /// How often each domain comes, in proportion to the others.
    public var domains: [ChainDomain: Double]
    /// How often a wrong step has each kind of error, in proportion to the others that its domain
    /// has. A wrong answer is no step's error: it comes as often as the answer's line is drawn.
    public var errors: [ChainError.Kind: Double]
    /// The share of pairwise, verification and binary examples whose responses show the answer
    /// alone, 0 to 1.
    public var answerOnlyShare: Double

    public init(
      seed: UInt64 = 0, split: Split = .train, examples: Int = 10_000,
      tasks: [DigitChainTask: Double] = Settings.defaultTasks,
      domains: [ChainDomain: Double] = Settings.defaultDomains,
      errors: [ChainError.Kind: Double] = Settings.defaultErrors, answerOnlyShare: Double = 0
    ) {
      self.seed = seed
      self.split = split
      self.examples = examples
      self.tasks = tasks
      self.domains = domains
      self.errors = errors
      self.answerOnlyShare = answerOnlyShare
    }

    /// The five tasks of FARE, each as often as the others.
    public static let defaultTasks = [DigitChainTask: Double](
      uniqueKeysWithValues: DigitChainTask.fare.map { ($0, 1) })

    /// Mostly arithmetic and logic; copying is easy and its short problems are few.
    public static let defaultDomains: [ChainDomain: Double] = [
      .arithmetic: 4, .logic: 3, .copying: 1, .sorting: 2,
    ]

    /// Every kind of a step's error as often as the others.
    public static let defaultErrors: [ChainError.Kind: Double] = [
      .wrongOperation: 1, .wrongDigit: 1, .miscopied: 1, .skippedStep: 1,
    ]
  }

  /// A half of the world. Each problem belongs to one of them by its group, under every seed.
  public enum Split: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nine problems in ten.
    case train
    /// One problem in ten, never shown in training.
    case heldOut = "held-out"

    /// The split that a group belongs to.
    public init(group: String) {
      self = StableHash.seed(0, "digit-chains split \(group)") % 10 == 0 ? .heldOut : .train
    }
  }
}

extension DigitChains.Settings {
  /// Reads the settings from the fields `seed`, `split`, `examples`, `tasks`, `domains`, `errors`
  /// and `answer_only_share` of an object; each has a default. `tasks`, `domains` and `errors` map
  /// names to shares; what they leave out does not come, save where a step can have no other
  /// error.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument` that names the field.
  public init(json: JSONValue) throws {
    self.init()
    guard let members = json.objectValue else {
      throw Self.failure("The settings of digit chains must be an object.")
    }
    for name in members.keys.sorted() {
      guard let value = members[name] else { continue }
      switch name {
      case "seed": seed = UInt64(try Self.whole(value, name))
      case "examples": examples = try Self.whole(value, name)
      case "split":
        guard let split = value.stringValue.flatMap(DigitChains.Split.init(rawValue:)) else {
          throw Self.failure("The field split must be train or held-out.")
        }
        self.split = split
      case "tasks": tasks = try Self.shares(value, name)
      case "domains": domains = try Self.shares(value, name)
      case "errors": errors = try Self.shares(value, name)
      case "answer_only_share":
        guard let share = value.doubleValue, (0...1).contains(share) else {
          throw Self.failure("The field answer_only_share must be a number from 0 to 1.")
        }
        answerOnlyShare = share
      default:
        throw Self.failure(
          "Digit chains have no field \(name); there are seed, split, examples, tasks, domains, "
            + "errors, answer_only_share.")
      }
    }
  }

  private static func whole(_ value: JSONValue, _ name: String) throws -> Int {
    guard let number = value.integerValue, number >= 0 else {
      throw failure("The field \(name) must be a whole number of at least 0.")
    }
    return number
  }

  private static func shares<Key: RawRepresentable<String> & CaseIterable & Hashable>(
    _ value: JSONValue, _ name: String
  ) throws -> [Key: Double] {
    guard let members = value.objectValue, !members.isEmpty else {
      throw failure("The field \(name) must map names to shares.")
    }
    var shares: [Key: Double] = [:]
    for key in members.keys.sorted() {
      guard let choice = Key(rawValue: key) else {
        let known = Key.allCases.map(\.rawValue).joined(separator: ", ")
        throw failure("The field \(name) has no choice \(key); there are \(known).")
      }
      guard let share = members[key]?.doubleValue, share >= 0, share.isFinite else {
        throw failure("The share \(name).\(key) must be a number of at least 0.")
      }
      shares[choice] = share
    }
    guard shares.values.contains(where: { $0 > 0 }) else {
      throw failure("The field \(name) has no share above 0.")
    }
    return shares
  }

  private static func failure(_ message: String) -> AssayError {
    AssayError(.invalidArgument, message, advice: "Correct the digit_chains settings.")
  }
}
