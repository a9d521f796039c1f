// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayStatistics
import Foundation

/// Times Kendall's tau-b on pairs of numbers from a file.
struct KendallBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kendall",
    abstract: "Kendall's tau-b; prints one JSON object with the seconds of every repeat.",
    discussion: "Scripts/benchmarks/kendall.py makes the file and runs the peer beside it.")

  @Argument(help: "A file of native 64-bit floats: all of x, then all of y.")
  var file: String

  @Option(help: "How often to repeat.")
  var repeats = 7

  func run() throws {
    let data = try Data(contentsOf: URL(filePath: file))
    let values = data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count - 7, by: 8).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Double.self)
      }
    }
    let half = values.count / 2
    let x = Array(values[..<half])
    let y = Array(values[half..<2 * half])
    var watch = Stopwatch()
    let result = try watch.time(repeats: repeats) { try Correlation.kendallTauB(x, y) }
    let line = Line(
      count: result.count, tau: result.coefficient, pValue: result.pValue, seconds: watch.seconds)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(line), as: UTF8.self))
  }

  private struct Line: Encodable {
    var count: Int
    var tau: Double
    var pValue: Double?
    var seconds: [Double]
  }
}
