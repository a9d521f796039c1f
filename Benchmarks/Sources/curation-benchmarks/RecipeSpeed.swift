// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayCuration
import AssayData
import Foundation

/// Sends made examples through a whole recipe, stage files and accounts included, and shows that
/// time and memory grow in a straight line.
struct RecipeSpeed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe",
    abstract: "A recipe of filters on made examples: seconds of each stage, and bytes.",
    discussion: """
      read, mix, exact-duplicates, near-duplicates, contamination. A twentieth of the examples \
      repeats an earlier one, and another twentieth does so with one word more. A million take \
      about 2.5 GB of the folder.
      """)

  @Option(help: "How many examples.")
  var count = 1_000_000

  @Option(help: "How many items the protected benchmark has.")
  var items = 20_000

  @Option(help: "Where the files go; what is there of an earlier run is taken up.")
  var folder: String

  func run() async throws {
    let base = URL(filePath: folder)
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    let words = MadeWords()
    let file = base.appending(path: "made-\(count).jsonl")
    if !FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
      try words.write(count, to: file)
    }
    let yaml = """
      {name: speed, seed: 7, folder: out-\(count), stages: [
        {name: all, do: read, path: made-\(count).jsonl, prefix: ""},
        {name: mixed, do: mix, cap: 100000000}, {name: distinct, do: exact-duplicates},
        {name: apart, do: near-duplicates}, {name: clean, do: contamination}]}
      """
    let items = items
    let protected = CurationContext.ProtectedSet(
      items: { try words.items(items, $0) }, content: .integer(items))
    let context = CurationContext(base: base, scratch: base, benchmarks: { _ in protected })
    let watch = StageWatch()
    let run = CurationRun(try CurationRecipe(yaml: yaml, file: "speed.yaml"), context: context) {
      if case .finished(let record) = $0 { watch.finished(record) }
    }
    _ = try await run.run()
  }
}

/// Prints what each stage took.
private final class StageWatch: Sendable {
  // Stages end one after the other, on whichever thread.
  private let last = Locked((wall: ContinuousClock.now, processor: clock()))

  func finished(_ record: StageRecord) {
    last.with { last in
      let now = (wall: ContinuousClock.now, processor: clock())
      let wall = (now.wall - last.wall) / .seconds(1)
      let processor = Double(now.processor - last.processor) / 1e6
      last = now
      let numbers = [wall, processor].map { String(format: "%.1f", $0) }
      print(
        "\(record.stage): took \(record.taken), kept \(record.kept); \(numbers[0]) s,",
        "\(numbers[1]) s of processor, \(ResidentMemory.kilobytes / 1024) MB",
        record.left.map { "\($0.reason) \($0.count)" }.joined(separator: ", "))
    }
  }
}

/// A value behind a lock.
private final class Locked<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) { self.value = value }

  func with(_ body: (inout Value) -> Void) {
    lock.withLock { body(&value) }
  }
}

/// Texts of random words out of a fixed vocabulary.
private struct MadeWords: Sendable {
  private let words: [String]

  init() {
    var generator = SeededGenerator(seed: 1, stream: "vocabulary")
    words = (0..<20_000).map { _ in
      String(
        (0..<2 + generator.below(8)).map { _ in
          Character(UnicodeScalar(UInt8(97 + generator.below(26))))
        })
    }
  }

  private func text(_ count: Int, _ generator: inout SeededGenerator) -> String {
    (0..<count).map { _ in words[generator.below(words.count)] }.joined(separator: " ")
  }

  func items(_ count: Int, _ receive: (ProtectedItem) throws -> Void) throws {
    var generator = SeededGenerator(seed: 2, stream: "items")
    for number in 0..<count {
      try receive(
        ProtectedItem(
          benchmark: "made", item: "\(number)", group: "b\(number)",
          texts: [text(40, &generator)]))
    }
  }

  func write(_ count: Int, to file: URL) throws {
    var generator = SeededGenerator(seed: 3, stream: "examples")
    var recent: [(input: String, response: String)] = []
    let lines = try LineWriter(replacing: file)
    for number in 0..<count {
      var made = (input: text(32, &generator), response: text(8, &generator))
      let kind = generator.below(20)
      if kind < 2, let earlier = generator.element(of: recent) {
        made = earlier
        if kind == 1 { made.input += " " + words[generator.below(words.count)] }
      } else if recent.count < 10_000 {
        recent.append(made)
      } else {
        recent[generator.below(recent.count)] = made
      }
      // Every source has half as many as the one before.
      let source = min((generator.next() | 1 << 20).trailingZeroBitCount, 15)
      try lines.append(
        Example(
          id: "e\(number)", format: .binary, input: made.input, responses: [made.response],
          gold: .boolean(number % 2 == 0), source: "source-\(source)", domain: "made",
          group: "g\(number)"
        ).jsonValue)
    }
    try lines.finish()
  }
}
