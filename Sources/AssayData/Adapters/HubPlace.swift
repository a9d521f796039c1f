// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where a part of a data set lies on the Hugging Face hub.
public enum HubPlace: Sendable, Hashable, Codable {
  /// In the data set's own repository, under its upstream name.
  case asUpstream
  /// In a repository, `nil` for the data set's own, under a path that a pattern matches.
  case matching(repository: String?, pattern: String)
  /// Nowhere.
  case absent
}

/// A part of a data set in a repository.
public struct HubPart: Sendable, Hashable {
  public var part: DataPart
  /// The repository's name, such as `allenai/reward-bench`.
  public var repository: String
  /// Patterns of the path of its file or files; the first that matches any is meant.
  public var patterns: [String]

  /// Where a file of the repository is to lie so that the part is found.
  ///
  /// - Parameters:
  ///   - path: The file's path in the repository.
  ///   - count: How many files the part has; several make a folder.
  public func place(of path: String, among count: Int) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard count == 1 else { return "\(part.fileName)/\(name)" }
    let (ending, upstream) = (Self.ending(of: path), Self.ending(of: part.fileName))
    return ending == upstream
      ? part.fileName : String(part.fileName.dropLast(upstream.count)) + ending
  }

  /// The last ending with its dot; empty where the name has none.
  private static func ending(of path: String) -> Substring {
    let name = path.split(separator: "/").last ?? ""
    return name.lastIndex(of: ".").map { name[$0...] } ?? ""
  }
}

extension DataCard {
  /// The part's place on the hub; `nil` where it has none.
  public func onHub(_ part: DataPart) -> HubPart? {
    switch part.hub {
    case .absent: nil
    case .asUpstream: hub.map { HubPart(part: part, repository: $0, patterns: part.patterns) }
    case .matching(let repository, let pattern):
      (repository ?? hub).map { HubPart(part: part, repository: $0, patterns: [pattern]) }
    }
  }

  /// Whether any part is on the hub.
  public var isOnHub: Bool { parts.contains { onHub($0) != nil } }
}

extension DataPart {
  /// The upstream name; the same with a hash or in several shards, as the hub names converted
  /// files; the same in another folder.
  fileprivate var patterns: [String] {
    var patterns = [Self.literal(fileName)]
    if let shard = fileName.range(of: "-00000-of-00001") {
      patterns.append(
        Self.literal(String(fileName[..<shard.lowerBound])) + "-*-of-*"
          + Self.literal(String(fileName[shard.upperBound...])))
    }
    let name = fileName.split(separator: "/").last.map(String.init) ?? fileName
    return patterns + ["*/" + Self.literal(name)]
  }

  /// A pattern that matches the text only.
  private static func literal(_ text: String) -> String {
    text.reduce(into: "") { $0 += "*?[".contains($1) ? "[\($1)]" : "\($1)" }
  }
}
