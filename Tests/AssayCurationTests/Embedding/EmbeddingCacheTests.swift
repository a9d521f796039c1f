// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Foundation
import Testing

@Suite struct EmbeddingCacheTests {
  static let identity = ModelIdentity(name: "toy", fingerprint: "1")

  static func file(in folder: URL) throws -> URL {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    return folder.appending(path: try #require(names.first { $0.hasSuffix(".vectors") }))
  }

  @Test func keepsVectorsBetweenRuns() async throws {
    try await withTemporaryFolder { folder in
      do {
        let cache = try EmbeddingCache(folder: folder, identity: Self.identity)
        try await cache.keep([("a", [1, 2, 3]), ("b", [0, -1, 0.25]), ("a", [9, 9, 9])])
        try await cache.keep([("c", [1, 2]), ("d", [1, .nan, 0])])
        #expect(await cache.count == 2)
        #expect(throws: AssayError.self) {
          try EmbeddingCache(folder: folder, identity: Self.identity)
        }
        await cache.close()
      }
      let cache = try EmbeddingCache(folder: folder, identity: Self.identity)
      #expect(await cache.width == 3)
      #expect(try await cache.vectors(of: ["b", "x", "a"]) == [0: [0, -1, 0.25], 2: [1, 2, 3]])
    }
  }

  @Test func anotherModelHasVectorsOfItsOwn() async throws {
    try await withTemporaryFolder { folder in
      let cache = try EmbeddingCache(folder: folder, identity: Self.identity)
      try await cache.keep([("a", [1])])
      let other = try EmbeddingCache(
        folder: folder, identity: ModelIdentity(name: "toy", fingerprint: "2"))
      #expect(try await other.vectors(of: ["a"]).isEmpty)
    }
  }

  /// Wherever a killed process stopped writing, what was whole is found and more can be added.
  @Test func survivesBeingCutOffAnywhere() async throws {
    try await withTemporaryFolder { folder in
      let texts = ["a", "b", "c"]
      do {
        let cache = try EmbeddingCache(folder: folder, identity: Self.identity)
        for text in texts { try await cache.keep([(text, [1, Float(text.utf8.count)])]) }
        await cache.close()
      }
      let url = try Self.file(in: folder)
      let whole = try Data(contentsOf: url)
      let record = 16 + 8 + 8
      for length in stride(from: 0, through: whole.count, by: 5) {
        try whole.prefix(length).write(to: url)
        let cache = try EmbeddingCache(folder: folder, identity: Self.identity)
        let expected = max(0, (length - (whole.count - 3 * record)) / record)
        #expect(await cache.count == expected, "\(length) of \(whole.count) bytes")
        try await cache.keep(texts.map { ($0, [1, 1]) })
        #expect(try await cache.vectors(of: texts).count == 3)
        await cache.close()
      }
    }
  }

  @Test func aFlippedBitIsNotAVector() async throws {
    try await withTemporaryFolder { folder in
      do {
        let cache = try EmbeddingCache(folder: folder, identity: Self.identity)
        try await cache.keep([("a", [1, 1]), ("b", [1, 1])])
        await cache.close()
      }
      let url = try Self.file(in: folder)
      var bytes = try Data(contentsOf: url)
      bytes[bytes.count - 10] ^= 1
      try bytes.write(to: url)
      let cache = try EmbeddingCache(folder: folder, identity: Self.identity)
      #expect(try await Set(cache.vectors(of: ["a", "b"]).keys) == [0])
    }
  }

  @Test func refusesAFileThatIsNotItsOwn() async throws {
    try await withTemporaryFolder { folder in
      try await EmbeddingCache(folder: folder, identity: Self.identity).close()
      try Data("something else".utf8).write(to: try Self.file(in: folder))
      #expect(throws: AssayError.self) {
        try EmbeddingCache(folder: folder, identity: Self.identity)
      }
    }
  }
}
