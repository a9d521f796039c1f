// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

/// Files with random damage are read, or refused with a place in the file; nothing traps.
@Suite struct BrokenFileFuzzTests {
  @Test(arguments: ["judgebench", "llmbar", "evouna", "gsm8k"])
  func `Damaged files give examples or an error with a place`(name: String) async throws {
    let source = try DataSources.named(name)
    let part = try #require(source.card.parts.first)
    let whole = [UInt8](
      try Data(
        contentsOf: SharedData.fixtures.appending(path: "AssayData/\(name)/\(part.fileName)")))
    var generator = SeededGenerator(seed: 11, stream: name)
    var refused = 0
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "rows")
      for _ in 0..<150 {
        try Data(Self.damaged(whole, &generator)).write(to: file)
        do {
          let options = DataOptions(parts: [part.name])
          for example in try source.examples(at: file, options: options).collect() {
            #expect(!example.id.isEmpty)
          }
        } catch let error as AssayError {
          refused += 1
          #expect(error.location?.file == file.path())
          #expect((error.location?.line ?? 0) >= 1)
        }
      }
    }
    #expect(refused > 30)
  }

  /// A source as its own tests read it: its fixture's folder, and parts that are there.
  struct Upstream: Sendable, CustomStringConvertible {
    var source: String
    var folder: URL
    var parts: [String]
    var description: String { ([source] + parts).joined(separator: " ") }
  }

  static let upstream: [Upstream] =
    FLAMeSourcesTests.cases.map {
      Upstream(
        source: $0.source,
        folder: SharedData.fixtures.appending(path: "AssayData/\($0.source)"), parts: $0.parts)
    }
    + SourceFormatTests.cases.filter { !$0.isParquet }.compactMap { item in
      (try? DataSources.named(item.source)).map {
        Upstream(source: item.source, folder: SourceFormatTests.folder($0), parts: item.parts)
      }
    }

  @Test(arguments: upstream)
  func `Damaged upstream files give examples and counted faults`(item: Upstream) async throws {
    let source = try DataSources.named(item.source)
    let options = DataOptions(parts: item.parts)
    let whole = try DataValidation(of: source, at: item.folder, options: options)
    #expect(whole.examples > 0)
    var generator = SeededGenerator(seed: 12, stream: item.description)
    var faults = 0
    try await withTemporaryFolder { folder in
      let copy = folder.appending(path: item.folder.lastPathComponent)
      try FileManager.default.copyItem(at: item.folder, to: copy)
      let files = try Self.files(of: source, parts: item.parts, in: copy)
      for _ in 0..<24 {
        let file = files[generator.below(files.count)]
        let bytes = try Data(contentsOf: file)
        try Data(Self.damaged([UInt8](bytes), &generator)).write(to: file)
        let validation = try DataValidation(
          of: source, at: copy, options: options, samples: .max)
        for finding in validation.findings where finding.isError {
          faults += finding.count
          #expect(finding.samples.count == finding.count)
          #expect(finding.samples.allSatisfy { !$0.place.isEmpty && !$0.message.isEmpty })
        }
        // Nothing is made up: a row that is cut in two gives an example more at most.
        #expect(validation.examples <= 2 * whole.examples + 8)
        try bytes.write(to: file)
      }
    }
    #expect(faults > 0)
  }

  /// The files in which the parts are, or where their names do not tell, all that can be read.
  private static func files(
    of source: any DataSource, parts: [String], in folder: URL
  ) throws -> [URL] {
    let wanted = source.card.parts.filter {
      parts.contains($0.name) || parts.isEmpty && $0.isDefault
    }
    // Without format and the number of a shard: `cola/train` of `cola/train-00000-of-00001.parquet`.
    let stems = wanted.map { $0.fileName.lowercased().split(separator: /\.|-0000/).first ?? "" }
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path()).sorted()
      .filter { ["json", "jsonl", "csv", "tsv"].contains(URL(filePath: $0).pathExtension) }
    let own = names.filter { name in stems.contains { name.lowercased().hasPrefix($0) } }
    return (own.isEmpty ? names : own).map { folder.appending(path: $0) }
  }

  private static func damaged(
    _ bytes: [UInt8], _ generator: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0...generator.below(3) where !bytes.isEmpty {
      let position = generator.below(bytes.count)
      switch generator.below(5) {
      case 0: bytes[position] = UInt8(generator.below(256))
      case 1: bytes.remove(at: position)
      case 2: bytes.insert(Array("{}[],:\"\\\n\u{0}".utf8)[generator.below(10)], at: position)
      case 3: bytes.removeSubrange(position...)
      default:
        let end = min(bytes.count, position + 1 + generator.below(20))
        bytes.insert(contentsOf: bytes[position..<end], at: generator.below(bytes.count))
      }
    }
    return bytes
  }
}
