// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCuration
import Foundation

/// Times near-duplicate search over the lines of a file.
struct NearDuplicateSpeed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minhash",
    abstract: "Near-duplicate search; prints one JSON object with seconds and bytes.",
    discussion: "Scripts/benchmarks/minhash.py makes the file and runs the peer beside it.")

  @Argument(help: "A file with one text a line.")
  var file: String

  @Option(help: "How many threads make signatures.")
  var threads = 2

  @Option(help: "The Jaccard similarity from which on two texts are the same.")
  var threshold = 0.8

  func run() async throws {
    let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    let texts = text.split(separator: "\n").map(String.init)
    let before = ResidentMemory.kilobytes
    let clock = ContinuousClock()
    let start = clock.now
    let folder = FileManager.default.temporaryDirectory.appending(path: "minhash-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let settings = MinHashSettings(threshold: threshold)
    let sketcher = try MinHashSketcher(settings)
    let search = try NearDuplicateSearch(
      threshold: threshold, bands: sketcher.banding.bands, folder: folder)
    for start in stride(from: 0, to: texts.count, by: 4096) {
      let batch = Array(texts[start..<min(start + 4096, texts.count)])
      for sketch in await sketcher.sketches(of: batch, threads: threads) { try search.add(sketch) }
    }
    let dropped = try texts.indices.filter { _ in try search.next() != nil }
    let elapsed = clock.now - start
    let line = Line(
      count: texts.count, dropped: dropped.count, fingerprint: dropped.reduce(0) { $0 &* 31 &+ $1 },
      seconds: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18,
      kilobytes: ResidentMemory.kilobytes - before)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(line), as: UTF8.self))
  }

  private struct Line: Encodable {
    var count: Int
    var dropped: Int
    var fingerprint: Int
    var seconds: Double
    /// How much the process grew.
    var kilobytes: Int
  }
}

/// What the process holds in memory, as Linux tells it; 0 elsewhere.
enum ResidentMemory {
  static var kilobytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
