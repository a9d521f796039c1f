// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import Foundation

/// A description of an invented run; another seed is another run.
func description(seed: Int = 1, name: String? = nil, expected: Int = 10) -> RunDescription {
  RunDescription(
    body: Data(#"{"seed":\#(seed)}"#.utf8), name: name, model: "invented", style: "fare",
    data: "numbers", software: "1", expected: expected)
}

/// A record of an invented judge.
func record(
  _ number: Int, order: PresentationOrder = .asGiven, sample: Int = 0,
  standing: StoredRecord.Standing = .judged, answer: String = "first", isCorrect: Bool? = nil,
  text: String = "", completion: StoredCompletion? = nil
) -> StoredRecord {
  StoredRecord(
    key: key(number, order: order, sample: sample), standing: standing, answer: answer,
    isCorrect: isCorrect, usage: TokenUsage(promptTokens: 100, completionTokens: 7),
    content: RecordContent(
      body: Data(#"{"example":"\#(number)","text":"\#(text)"}"#.utf8), completion: completion))
}

func key(
  _ number: Int, order: PresentationOrder = .asGiven, sample: Int = 0
) -> CompletionRequest.Key {
  CompletionRequest.Key(example: "example-\(number)", order: order, sample: sample)
}

/// A content key made of one hexadecimal digit.
func contentKey(_ digit: Character) -> String { String(repeating: digit, count: 64) }

extension Store {
  /// All contents of a run, page by page.
  func allContents(of run: StoredRun.ID, limit: Int = 7) async throws -> [RecordContent] {
    var all: [RecordContent] = []
    var place: Int64 = 0
    while true {
      let page = try await contents(of: run, after: place, limit: limit)
      guard !page.contents.isEmpty else { return all }
      all += page.contents
      place = page.place
    }
  }
}
