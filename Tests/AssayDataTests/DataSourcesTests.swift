// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct DataSourcesTests {
  @Test func `Folder and registry agree`() throws {
    let folder = SharedData.packageRoot.appending(path: "Sources/AssayData/Adapters")
    var types: [String] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path()).sorted()
    where path.hasSuffix(".swift") {
      let file = folder.appending(path: path)
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      if text.contains(": DataSource {") {
        types.append(file.deletingPathExtension().lastPathComponent)
      }
    }
    #expect(types.count == DataSources.all.count)
    #expect(Set(types) == Set(DataSources.all.map { "\(type(of: $0))" }))
  }

  @Test func `A folder is known by its name where its files do not tell`() async throws {
    try await withTemporaryFolder { folder in
      let cases: [(folder: String, file: String, source: String?)] = [
        ("hh-rlhf", "harmless-base/test.jsonl", "hh-rlhf"),
        ("HaluEval", "data/qa_data.json", "halueval"),
        ("rm-bench", "chat_filtered.json", "rm-bench"), ("gsm8k", "notes.txt", nil),
        ("cobbler", "train.jsonl", nil),
      ]
      for item in cases {
        let place = folder.appending(path: item.folder)
        let file = place.appending(path: item.file)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: file)
        if let source = item.source {
          #expect(try DataSources.recognized(at: place).name == source)
        } else {
          let error = #expect(throws: AssayError.self) { try DataSources.recognized(at: place) }
          #expect(error?.code == .invalidArgument)
          #expect((error?.advice?.count ?? 999) < 200)
        }
      }
    }
  }

  @Test func `A misspelt name is answered with the near ones`() {
    let error = #expect(throws: AssayError.self) { try DataSources.named("evuona") }
    #expect(error?.advice?.hasPrefix("Did you mean 'evouna'?") == true)
    #expect((error?.advice?.count ?? 999) < 120)
  }

  @Test func `Names are unique without their case`() {
    for card in DataSources.all.map(\.card) {
      #expect(Set(card.parts.map { $0.name.lowercased() }).count == card.parts.count)
    }
  }

  @Test func `Names are sorted and unique, and every card is filled in`() {
    let names = DataSources.all.map(\.name)
    #expect(names == Set(names).sorted())
    for card in DataSources.all.map(\.card) {
      #expect(!card.summary.isEmpty && !card.licence.isEmpty && !card.homepage.isEmpty)
      #expect(Set(card.parts.map(\.name)).count == card.parts.count)
      #expect(card.parts.isEmpty || card.parts.contains { $0.isDefault })
    }
  }
}
