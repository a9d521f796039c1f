// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Splits examples into training, validation and test parts that share no question.
///
/// Where a group goes follows from its hash and the seed alone, so that it stays where it is when
/// the data grows, is read in another order, or is split on another machine.
///
/// ```swift
/// let split = try GroupSplit(validation: 0.1, test: 0.2, seed: 7)
/// let parts = split.parts(of: examples)   // parts.training, parts.validation, parts.test
/// ```
public struct GroupSplit: Sendable, Hashable, Codable {
  /// One side of a split.
  public enum Part: String, Sendable, Hashable, Codable, CaseIterable {
    case training, validation, test
  }

  /// The share of all groups that goes to validation, from 0 to 1.
  public let validation: Double
  /// The share of all groups that goes to the test part, from 0 to 1.
  public let test: Double
  /// The seed of the split.
  public let seed: UInt64

  /// - Throws: An `AssayError` with code `invalidArgument` where a share is not from 0 to 1, or
  ///   both together exceed 1.
  public init(validation: Double = 0, test: Double, seed: UInt64) throws {
    guard (0...1).contains(validation), (0...1).contains(test), validation + test <= 1 else {
      throw AssayError(
        .invalidArgument,
        "The shares \(validation) for validation and \(test) for test cannot be split off.",
        advice: "Each is from 0 to 1, and so is their sum.")
    }
    self.validation = validation
    self.test = test
    self.seed = seed
  }

  /// The part that a group belongs to.
  public func part(ofGroup group: String) -> Part {
    let position = Self.position(of: group, seed: seed)
    if position < test { return .test }
    return position < test + validation ? .validation : .training
  }

  /// The examples of each part, in the order in which they came.
  public func parts(of examples: some Sequence<Example>) -> Parts {
    var parts = Parts()
    for example in examples { parts.add(example, to: part(ofGroup: example.group)) }
    return parts
  }

  /// Splits off exact numbers of groups: those whose hashes come first.
  ///
  /// When the data grows, a new group can push another one over an edge, which fractions never
  /// do; no group is ever in two parts.
  ///
  /// - Throws: An `AssayError` with code `invalidArgument` where there are too few groups.
  public static func parts(
    of examples: [Example], validationGroups: Int = 0, testGroups: Int, seed: UInt64
  ) throws -> Parts {
    let groups = Set(examples.map(\.group))
    guard validationGroups >= 0, testGroups >= 0,
      testGroups <= groups.count, validationGroups <= groups.count - testGroups
    else {
      throw AssayError(
        .invalidArgument,
        "\(testGroups) test and \(validationGroups) validation groups cannot be taken from "
          + "\(groups.count).",
        advice: "Ask for fewer.")
    }
    let ordered = groups.map { (position: position(of: $0, seed: seed), group: $0) }
      .sorted { ($0.position, $0.group) < ($1.position, $1.group) }.map(\.group)
    let test = Set(ordered.prefix(testGroups))
    let validation = Set(ordered.dropFirst(testGroups).prefix(validationGroups))
    var parts = Parts()
    for example in examples {
      let part: Part =
        if test.contains(example.group) {
          .test
        } else if validation.contains(example.group) {
          .validation
        } else {
          .training
        }
      parts.add(example, to: part)
    }
    return parts
  }

  /// A number from 0 up to, and without, 1 that belongs to the group.
  private static func position(of group: String, seed: UInt64) -> Double {
    Double(StableHash.seed(seed, group) >> 11) * 0x1.0p-53
  }

  /// The examples of each part.
  public struct Parts: Sendable, Hashable {
    public var training: [Example] = []
    public var validation: [Example] = []
    public var test: [Example] = []

    /// The examples of one part.
    public subscript(part: Part) -> [Example] {
      switch part {
      case .training: training
      case .validation: validation
      case .test: test
      }
    }

    mutating func add(_ example: Example, to part: Part) {
      switch part {
      case .training: training.append(example)
      case .validation: validation.append(example)
      case .test: test.append(example)
      }
    }
  }
}
