// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayData
import Foundation

/// Reads every row of a JSON Lines file.
struct LinesBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lines",
    abstract: "Read a JSON Lines file; prints one JSON object with times and sums.",
    discussion: "Scripts/benchmarks/judging.py runs the peer beside it.")

  @Argument(help: "The file.")
  var file: String

  func run() async throws {
    var bytes = 0
    let span = try await Span.of {
      var rows = try RowReader(URL(filePath: file))
      var count = 0
      while let row = try rows.next() {
        count += 1
        bytes += try row.string("input").utf8.count
      }
      return count
    }
    try printLine(Line(span: span, inputBytes: bytes))
  }

  private struct Line: Encodable {
    var span: Span
    var inputBytes: Int
  }
}
