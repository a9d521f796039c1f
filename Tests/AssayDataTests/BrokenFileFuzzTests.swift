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
