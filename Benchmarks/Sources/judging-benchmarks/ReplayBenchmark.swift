// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayData
import AssayJudging
import AssayStore
import Foundation

/// Judges examples from a recording into a store, and takes the finished run up again.
struct ReplayBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Judge from a recording into a store; prints one JSON object for each stage.",
    discussion: "The stages: make, judge, resume. Scripts/benchmarks/judging.py runs them.")

  enum Stage: String, ExpressibleByArgument, CaseIterable {
    /// Writes the examples and the recorded run.
    case make
    /// Judges the examples from the recorded run.
    case judge
    /// Takes the finished run up again.
    case resume
  }

  @Argument(help: "make, judge or resume.")
  var stage: Stage

  @Argument(help: "The folder of the files.")
  var folder: String

  @Option(help: "How many examples.")
  var count = 1_000_000

  @Option(help: "Questions in one batch.")
  var batch = 128

  @Option(help: "Batches under way at a time.")
  var concurrent = 4

  private var examples: ExampleFile {
    ExampleFile(URL(filePath: folder).appending(path: "examples.jsonl"))
  }

  func run() async throws {
    switch stage {
    case .make: try await make()
    case .judge: try await judge()
    case .resume: try await resume()
    }
  }

  private func store(_ name: String) throws -> Store {
    try Store(at: URL(filePath: folder).appending(path: "\(name).sqlite"))
  }

  private func judge(by model: any ChatModel) -> Judge {
    Judge(
      style: R3Style(), model: model, policy: JudgingPolicy(),
      batching: Judge.Batching(maximumBatch: batch, concurrentBatches: concurrent))
  }

  private func make() async throws {
    let made = MadeExamples(count: count, pairs: false)
    let store = try store("recorded")
    let span = try await Span.of {
      try examples.write(made)
      let judge = judge(by: MadeAnswers())
      let survey = try await judge.survey(examples.examples())
      let journal = try await RunJournal(
        judge.run(on: survey, software: "made"), expected: survey.expected, name: "recorded",
        in: store)
      try await judge.judge(streaming: examples.examples(), into: journal)
      return count
    }
    try await store.close()
    try printLine(span)
  }

  private func judge() async throws {
    let recorded = try store("recorded")
    let store = try store("judged")
    let replay = RecordedRun(RunJournal(try await recorded.run("recorded"), in: recorded))
    let judge = judge(by: replay)
    var expected = 0
    var journal: RunJournal?
    let first = try await Span.of {
      let survey = try await judge.survey(examples.examples())
      expected = survey.expected
      journal = try await RunJournal(
        judge.run(on: survey, software: "benchmark"), expected: expected, name: "judged",
        in: store)
      return survey.count
    }
    guard let journal else { return }
    let second = try await Span.of {
      try await judge.judge(streaming: examples.examples(), into: journal)
      return expected
    }
    let progress = try await store.progress(of: journal.stored.id)
    guard progress.judged == expected, progress.correct == expected else {
      throw ValidationError("\(progress.judged) of \(expected) are judged.")
    }
    try await store.close()
    try await recorded.close()
    try printLine(["survey": first, "judge": second])
  }

  private func resume() async throws {
    var store: Store?
    let span = try await Span.of {
      let opened = try self.store("judged")
      store = opened
      let journal = RunJournal(try await opened.run("judged"), in: opened)
      return try await journal.finished().count
    }
    try await store?.close()
    try printLine(span)
  }
}

/// Answers as a judge would that is always right, from the examples' places alone.
private struct MadeAnswers: ChatModel {
  let identity = ModelIdentity(name: "made", fingerprint: "1")

  func complete(
    _ requests: [CompletionRequest]
  ) async throws -> [Result<Completion, AssayError>] {
    requests.map { request in
      guard let index = Int(request.key.example.dropFirst("made-".count)) else {
        return .failure(AssayError(.notRecorded, "The example is not made here."))
      }
      return .success(MadeExamples.completion(of: MadeExamples.scored(index)))
    }
  }
}
