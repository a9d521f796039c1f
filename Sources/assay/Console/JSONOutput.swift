// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import Foundation

/// The option that turns a command's result into JSON.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print the result as JSON (schema: docs/results-schema.md).")
  var json = false

  @Flag(name: .shortAndLong, help: "Show no progress and no remarks.")
  var quiet = false

  /// Prints the value as JSON, or the text that describes it.
  func print(_ command: String, _ value: some Encodable, text: @autoclosure () -> String) throws {
    guard json else {
      Console.result(text())
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let envelope = ResultEnvelope(command: command, result: value)
    Console.result(String(decoding: try encoder.encode(envelope), as: UTF8.self))
  }

  /// Prints a remark, unless silence was asked for.
  func note(_ text: String) {
    if !quiet { Console.note(text) }
  }
}

/// What every `--json` output has around its result.
struct ResultEnvelope<Result: Encodable>: Encodable {
  var schema = "assay.result/1"
  var version = assayVersion
  var command: String
  var result: Result
}
