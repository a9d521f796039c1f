// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Testing

@Suite struct SecretTests {
  static let secret = #"sk-live/Ab+"9\z==0123"#

  @Test func noSecretReachesTheDisk() async throws {
    try await withTemporaryFolder { folder in
      let store = try Store(
        at: folder.appending(path: "runs.sqlite"), options: .init(secrets: [Self.secret, "EMPTY"]))
      var described = description(name: "with \(Self.secret)")
      described.body = try JSONEncoder().encode([
        "endpoint": "http://person:pass4711word@host/v1", "key": Self.secret, "what": "marker-run",
      ])
      described.model = "model \(Self.secret)"
      let run = try await store.begin(described)
      let echo = Completion(text: "Your key \(Self.secret) is EMPTY. marker-completion")
      try await store.store([contentKey("a"): echo])
      let plain = try JSONEncoder().encode([Self.secret, "marker-record"])
      try await store.append(
        [
          StoredRecord(
            key: key(1), standing: .failed, answer: "failed: \(Self.secret)",
            content: RecordContent(
              body: plain,
              completion: StoredCompletion(
                key: contentKey("b"), body: try echo.jsonData())))
        ], to: run.id)
      await #expect(throws: AssayError.self) {
        try await store.append(
          [
            StoredRecord(
              key: .init(example: Self.secret), standing: .judged, answer: "",
              content: RecordContent(body: Data()))
          ], to: run.id)
      }
      #expect(
        try await store.lookup([contentKey("a")])[contentKey("a")]?.text
          == "Your key [secret] is EMPTY. marker-completion")

      // While the log still stands beside the store, and after it was folded in.
      try check(folder)
      try await store.close()
      try check(folder)
    }
  }

  private func check(_ folder: URL) throws {
    var bytes = Data()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path()) {
      bytes.append(try Data(contentsOf: folder.appending(path: name)))
    }
    for marker in ["marker-run", "marker-completion", "marker-record"] {
      #expect(bytes.range(of: Data(marker.utf8)) != nil, "the scan must find what is stored")
    }
    // No part of the secret that could stand in any spelling, nor the password of the URL.
    for part in ["sk-live", "0123", "Ab+", "pass4711word"] {
      #expect(bytes.range(of: Data(part.utf8)) == nil, "\(part) is in the files")
    }
  }

  /// (secret, text, cleaned)
  @Test(arguments: [
    ("abcdefgh", "xabcdefghx", "x[secret]x"),
    ("abcdefgh", "abcdefghabcdefgh", "[secret][secret]"),
    ("abcdefgh", "abcdefgabcdefg", "abcdefgabcdefg"),
    ("aaaaaaaa", "aaaaaaaaaaaaaaaab", "[secret][secret]b"),
    ("abcabcabd", "abcabcabcabd", "abc[secret]"),
    ("a/b/c/d/e", #"1 a\/b\/c\/d\/e 2 a%2Fb%2Fc%2Fd%2Fe 3"#, "1 [secret] 2 [secret] 3"),
    ("EMPTY", "EMPTY", "EMPTY"), ("", "text", "text"), ("12345678", "", ""),
    ("schlüssel", "der schlüssel!", "der [secret]!"),
  ])
  func secretsAreReplaced(secret: String, text: String, cleaned: String) {
    #expect(Redaction(secrets: [secret]).clean(text) == cleaned)
    // A slice of bytes does not begin at 0.
    let slice = Data(("##" + text).utf8).dropFirst(2)
    #expect(String(decoding: Redaction(secrets: [secret]).clean(slice), as: UTF8.self) == cleaned)
  }
}
