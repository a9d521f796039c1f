// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import Foundation

/// A program for the tests: it asks an invented model, stores what it says, and is killed at it.
///
/// Its standard output is a log that survives it: `ask KEY` before an answer is made up, `ack KEY`
/// once the store has said that the record is durable. What the store has is not asked again.
///
///     CrashWriter STORE COUNT
@main
enum CrashWriter {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, let count = Int(arguments[2]) else { exit(64) }
    do {
      let store = try Store(at: URL(filePath: arguments[1]))
      let run = try await store.begin(
        RunDescription(
          body: Data(#"{"test":"crash"}"#.utf8), name: "crash", model: "invented", style: "none",
          data: "numbers", software: "1", expected: count))
      try await ask(count, store, run.id)
      try await store.close()
    } catch let error as AssayError {
      log("error \(error)")
      exit(1)
    }
  }

  private static func ask(_ count: Int, _ store: Store, _ run: StoredRun.ID) async throws {
    let width = 8
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<width {
        group.addTask {
          var generator = SeededGenerator(seed: UInt64(lane), stream: "crash")
          var place = lane
          while place < count {
            // Batches of several sizes, and at times a batch of one.
            let end = min(count, place + width * (1 + generator.below(4)))
            try await answer(stride(from: place, to: end, by: width).map(key), store, run)
            place += width * ((end - place + width - 1) / width)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func answer(
    _ keys: [CompletionRequest.Key], _ store: Store, _ run: StoredRun.ID
  ) async throws {
    let finished = try await store.finished(among: keys, of: run)
    let open = keys.filter { !finished.contains($0) }
    guard !open.isEmpty else { return }
    for key in open { log("ask \(key.example)") }
    let records = try open.map { key in
      let completion = Completion(text: "The answer to \(key.example).")
      return StoredRecord(
        key: key, standing: .judged, answer: "first",
        content: RecordContent(
          body: Data(#"{"example":"\#(key.example)"}"#.utf8),
          completion: StoredCompletion(
            key: contentKey(key), body: try completion.jsonData())))
    }
    try await store.append(records, to: run)
    for key in open { log("ack \(key.example)") }
  }

  private static func key(_ number: Int) -> CompletionRequest.Key {
    CompletionRequest.Key(example: "example-\(number)")
  }

  /// Any 64 digits that are the example's own.
  private static func contentKey(_ key: CompletionRequest.Key) -> String {
    let digits = String(StableHash.fnv1a(key.example), radix: 16)
    return String(repeating: "0", count: 64 - digits.count) + digits
  }

  /// One write call, so that nothing of a line is lost or torn when the process is killed.
  private static func log(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}
