// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct AdapterTests {
  /// The folder of each source inside the shared data.
  static let folders = [
    "evouna": "evouna", "gsm8k": "gsm8k", "judgebench": "judgebench", "llmbar": "llmbar",
  ]

  static let parts: [(source: String, part: String, count: Int)] = DataSources.all.flatMap {
    source in source.card.parts.map { (source.name, $0.name, $0.exampleCount) }
  }

  @Test(
    .enabled(if: SharedData.isExpected, "\(SharedData.absence)"), arguments: parts)
  func `Every part of the published files gives its count and obeys the laws`(
    source: String, part: String, count: Int
  ) async throws {
    let source = try DataSources.named(source)
    let folder = try SharedData.path(try #require(Self.folders[source.name]))
    try await withTemporaryFolder { temporary in
      let stream = try source.examples(at: folder, options: DataOptions(parts: [part]))
      var read = 0
      let breaches = try ExampleLaws.breaches(
        loading: { try stream.collect() },
        roundTrip: { examples in
          read = examples.count
          let file = ExampleFile(temporary.appending(path: "examples.jsonl"))
          try file.write(examples)
          return try file.read()
        })
      #expect(breaches == [])
      #expect(read == count)
    }
  }

  @Test(.enabled(if: SharedData.isExpected, "\(SharedData.absence)"))
  func `Identifiers are unique over the default parts of a source`() throws {
    for (name, folder) in Self.folders.sorted(by: { $0.key < $1.key }) {
      let source = try DataSources.named(name)
      var seen: Set<String> = []
      var count = 0
      try source.examples(at: try SharedData.path(folder)).forEach { example in
        seen.insert(example.id)
        count += 1
      }
      #expect(seen.count == count)
      #expect(count == source.card.parts.filter(\.isDefault).map(\.exampleCount).reduce(0, +))
    }
  }
}
