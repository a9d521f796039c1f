// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// A branch, a tag, a pull request (`refs/pr/1`) or a commit of a repository.
public struct HubRevision: Sendable, Hashable, CustomStringConvertible {
  /// The name as git knows it.
  public let description: String

  /// The branch that a repository begins with.
  public static let main = HubRevision(known: "main")

  /// Reads a revision.
  ///
  /// - Throws: `invalidArgument` for a text that git would not allow as a name.
  public init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isAllowed = text.unicodeScalars.allSatisfy {
      $0.value > 0x20 && $0.value != 0x7F && !#"\~^:?*["#.unicodeScalars.contains($0)
    }
    guard isAllowed, text.utf8.count <= 255, parts.allSatisfy({ !$0.isEmpty && $0.first != "." }),
      !text.contains(".."), !text.hasSuffix(".lock")
    else {
      throw AssayError(
        .invalidArgument, "'\(text)' is not a revision.",
        advice: "Name a branch, a tag or a commit.")
    }
    description = text
  }

  private init(known text: String) { description = text }

  /// Whether it names one commit for ever.
  public var isCommit: Bool { HexDigest.isCommit(description) }
}

/// Hexadecimal hashes as git and the hub write them.
enum HexDigest {
  /// A commit, or the hash of a small file: 40 digits.
  static func isCommit(_ text: String) -> Bool { isHexadecimal(text, 40) }

  /// The SHA-256 of a large file: 64 digits.
  static func isSHA256(_ text: String) -> Bool { isHexadecimal(text, 64) }

  private static func isHexadecimal(_ text: String, _ count: Int) -> Bool {
    text.utf8.count == count
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
