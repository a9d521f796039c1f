// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import Crypto
import Foundation

/// Where a stage keeps its work: a folder whose name holds the hash of all it depends on.
///
/// A folder with `stage.json` is finished and never changes. Anything else in it belongs to a
/// process that is at work or was killed.
struct StageFolder: Sendable {
  static let examplesName = "examples.jsonl"
  static let departuresName = "departures.jsonl"
  static let recordName = "stage.json"

  let folder: URL
  let hash: String

  init(in root: URL, stage: String, hash: String) {
    self.hash = hash
    folder = root.appending(path: "stages").appending(path: "\(stage)-\(hash.prefix(12))")
  }

  /// The SHA-256 of everything that a stage's result depends on.
  static func hash(
    operation: String, content: JSONValue, seed: UInt64, inputs: [String]
  ) -> String {
    let value: JSONValue = [
      "form": "assay-stage-1", "operation": .string(operation), "content": content,
      "seed": .string("\(seed)"), "inputs": .array(inputs.map { .string($0) }),
    ]
    var bytes: [UInt8] = []
    value.appendJSON(to: &bytes)
    return SHA256.hash(data: bytes).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }
      .joined()
  }

  var examples: URL { folder.appending(path: Self.examplesName) }
  var departures: URL { folder.appending(path: Self.departuresName) }
  /// A folder for the operation's own files, such as answers that it paid for.
  var scratch: URL { folder.appending(path: "scratch") }

  /// The record of a finished stage, or `nil`.
  func record() throws -> StageRecord? {
    let file = folder.appending(path: Self.recordName)
    guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
      return nil
    }
    do {
      return try JSONDecoder().decode(StageRecord.self, from: Data(contentsOf: file))
    } catch {
      throw AssayError(
        .malformedFile, "The record of a finished stage cannot be read.",
        advice: "Remove the stage's folder, and run again.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
  }

  /// Makes the folder.
  func prepare() throws {
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    } catch {
      throw AssayError(
        .fileUnwritable, "The stage's folder cannot be made: \(error.localizedDescription)",
        advice: "Check the recipe's 'folder' and its rights.",
        location: SourceLocation(file: folder.path(percentEncoded: false)))
    }
  }

  /// Says that the stage is finished; from here on its files count.
  func finish(_ record: StageRecord) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let file = folder.appending(path: Self.recordName)
    do {
      try encoder.encode(record).write(to: file, options: .atomic)
    } catch {
      throw AssayError(
        .fileUnwritable, "The stage's record cannot be written: \(error.localizedDescription)",
        advice: "Free some space and run again; finished work is kept.",
        location: SourceLocation(file: file.path(percentEncoded: false)))
    }
    try? FileManager.default.removeItem(at: scratch)
  }
}
