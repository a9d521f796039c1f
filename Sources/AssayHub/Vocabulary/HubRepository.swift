// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// A repository on a Hugging Face hub, such as the data set `allenai/reward-bench`.
public struct HubRepository: Sendable, Hashable, CustomStringConvertible {
  /// What a repository holds.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case dataset, model

    /// The word in addresses and folder names.
    public var plural: String { rawValue + "s" }
  }

  /// `organisation/name`, or the bare name of an old repository.
  public let id: String
  public let kind: Kind

  /// Reads a repository's name.
  ///
  /// - Throws: `invalidArgument` where the hub would not allow such a name.
  public init(_ id: String, kind: Kind = .dataset) throws {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), id.utf8.count <= 193, parts.allSatisfy(Self.isName) else {
      throw AssayError(
        .invalidArgument, "'\(id)' is not the name of a repository on the hub.",
        advice: "Write it as organisation/name, in letters, digits, '-', '_' and '.'.")
    }
    self.id = id
    self.kind = kind
  }

  /// The kind and the name, such as `datasets/allenai/reward-bench`.
  public var description: String { "\(kind.plural)/\(id)" }

  /// The name of its folder in a cache, such as `datasets--allenai--reward-bench`.
  public var folderName: String {
    ([kind.plural] + id.split(separator: "/").map(String.init)).joined(separator: "--")
  }

  /// Where its pages and files lie on the hub; models have no prefix.
  var webPath: String { kind == .model ? id : description }

  /// The hub's own rule; it also keeps the name from leaving its folder.
  private static func isName(_ text: Substring) -> Bool {
    let isAllowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    return isAllowed && !text.isEmpty && text.utf8.count <= 96 && !text.contains("--")
      && !text.contains("..") && text.first.map { !"-.".contains($0) } == true
      && text.last.map { !"-.".contains($0) } == true
  }
}
