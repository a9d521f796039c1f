// SPDX-License-Identifier: Apache-2.0

/// Which files of a repository are meant.
///
/// Patterns are those of `huggingface_hub`: `*` stands for any text, slashes too, `?` for one
/// character, `[abc]` for one of several; a pattern that ends in a slash means all below it.
public struct HubSelection: Sendable, Hashable {
  /// The patterns of files to take; where there are neither these nor others, all are taken.
  public var include: [String]
  /// The patterns of files to leave out.
  public var exclude: [String]
  /// Lists of patterns of files to take, of each of which the first that matches any file counts:
  /// for files whose name is not known for sure.
  public var firstOf: [[String]]

  public init(include: [String] = [], exclude: [String] = [], firstOf: [[String]] = []) {
    self.include = include
    self.exclude = exclude
    self.firstOf = firstOf
  }

  /// Every file.
  public static let all = HubSelection()

  /// Those of the paths that are meant.
  public func selected(from paths: [String]) -> Set<String> {
    let allowed = paths.filter { !Self.matches($0, exclude) }
    if include.isEmpty, firstOf.isEmpty { return Set(allowed) }
    var selected = Set(allowed.filter { Self.matches($0, include) })
    for patterns in firstOf {
      let found = patterns.lazy.map { pattern in allowed.filter { Self.matches($0, [pattern]) } }
      selected.formUnion(found.first { !$0.isEmpty } ?? [])
    }
    return selected
  }

  private static func matches(_ path: String, _ patterns: [String]) -> Bool {
    patterns.contains { FilePattern($0).matches(path) }
  }
}

/// A pattern as in a shell, where `*` passes over slashes too.
struct FilePattern {
  private enum Token {
    case one(Unicode.Scalar)
    case any
    case run
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .one(let own): own == scalar
      case .any, .run: true
      case .set(let ranges, let isNegated): ranges.contains { $0 ~= scalar } != isNegated
      }
    }
  }

  private let tokens: [Token]

  init(_ pattern: String) {
    var rest = Array((pattern.hasSuffix("/") ? pattern + "*" : pattern).unicodeScalars)[...]
    var tokens: [Token] = []
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": tokens.append(.run)
      case "?": tokens.append(.any)
      case "[":
        if let (set, after) = Self.set(rest) {
          tokens.append(set)
          rest = after
        } else {
          tokens.append(.one(scalar))
        }
      default: tokens.append(.one(scalar))
      }
    }
    self.tokens = tokens
  }

  /// Compares in time proportional to the product of both lengths, whatever the pattern.
  func matches(_ path: String) -> Bool {
    let text = Array(path.unicodeScalars)
    var (position, token) = (0, 0)
    var retry: (position: Int, token: Int)?
    while position < text.count {
      if token < tokens.count, case .run = tokens[token] {
        retry = (position, token + 1)
        token += 1
      } else if token < tokens.count, tokens[token].matches(text[position]) {
        position += 1
        token += 1
      } else if let last = retry {
        retry = (last.position + 1, last.token)
        (position, token) = (last.position + 1, last.token)
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { if case .run = $0 { true } else { false } }
  }

  /// The set that begins behind a bracket; `nil` where the bracket is never closed.
  private static func set(
    _ rest: ArraySlice<Unicode.Scalar>
  ) -> (Token, ArraySlice<Unicode.Scalar>)? {
    var body = rest
    let isNegated = body.first == "!"
    if isNegated { body.removeFirst() }
    // A bracket at the front is a member of the set.
    guard let end = body.dropFirst().firstIndex(of: "]") else { return nil }
    let after = body[(end + 1)...]
    var members = body[..<end]
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let first = members.popFirst() {
      if members.first == "-", members.count > 1, let last = members.dropFirst().first {
        members = members.dropFirst(2)
        if first <= last { ranges.append(first...last) }
      } else {
        ranges.append(first...first)
      }
    }
    return (.set(ranges, isNegated: isNegated), after)
  }
}
