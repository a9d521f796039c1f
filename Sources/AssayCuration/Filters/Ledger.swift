// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
public import Foundation

/// The account of a pass, one line for every example that entered, in the order in which they did.
///
/// A line is an object: `example`, `source` and `fate`, which is `kept` or `dropped`; a dropped
/// one also has `filter`, `reason` and `detail`. Lines go to the file as they come, and equal passes
/// give equal bytes.
public final class Ledger {
  private let writer: LineWriter

  /// - Throws: `fileUnwritable` where the file cannot be made.
  public init(replacing file: URL) throws {
    writer = try LineWriter(replacing: file)
  }

  /// Notes that an example stays, or why it leaves.
  public func note(id: String, source: String, _ departure: Departure?) throws {
    var line: [String: JSONValue] = [
      "example": .string(id), "source": .string(source),
      "fate": departure == nil ? "kept" : "dropped",
    ]
    if let departure {
      line["filter"] = .string(departure.filter)
      line["reason"] = .string(departure.reason)
      line["detail"] = .string(departure.detail)
    }
    try writer.append(.object(line))
  }

  /// Puts the file in its place.
  public func finish() throws { try writer.finish() }
}
