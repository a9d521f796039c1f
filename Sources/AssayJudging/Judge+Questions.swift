// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension Judge {
  /// One question: which example, in which order, for which vote.
  struct Question: Sendable {
    var index: Int
    var order: PresentationOrder
    var sample: Int
  }

  /// Questions that go to the model together, and the examples that they are about.
  struct Batch: Sendable {
    var examples: [Example]
    var questions: [Question]

    func key(_ question: Question) -> CompletionRequest.Key {
      CompletionRequest.Key(
        example: examples[question.index].id, order: question.order, sample: question.sample)
    }
  }

  func validatePolicy() throws(AssayError) {
    guard policy.votes >= 1 else {
      throw AssayError(
        .invalidArgument, "A judge cannot be asked for \(policy.votes) votes.",
        advice: "Ask for at least 1.")
    }
  }

  /// All questions about one example.
  func questions(about example: Example, at index: Int) -> [Question] {
    (0..<policy.votes).flatMap { sample in
      policy.orders(for: example.format).map { order in
        Question(index: index, order: order, sample: sample)
      }
    }
  }

  /// The batches of questions that are not finished, in the examples' order.
  func batches(
    of examples: [Example], skipping finished: Set<CompletionRequest.Key>
  ) -> () -> Batch? {
    var pending: [Question] = []
    var place = 0
    return {
      while pending.count < batching.maximumBatch, place < examples.count {
        for question in questions(about: examples[place], at: place) {
          let key = CompletionRequest.Key(
            example: examples[place].id, order: question.order, sample: question.sample)
          if !finished.contains(key) { pending.append(question) }
        }
        place += 1
      }
      guard !pending.isEmpty else { return nil }
      defer { pending.removeFirst(min(batching.maximumBatch, pending.count)) }
      return Batch(
        examples: examples, questions: Array(pending.prefix(batching.maximumBatch)))
    }
  }

  /// The batches of questions about examples that come one by one.
  ///
  /// - Parameter finished: Those of some judgments that need not be asked again.
  func batches<Examples: AsyncSequence>(
    of examples: Examples,
    finished: @escaping ([CompletionRequest.Key]) async throws -> Set<CompletionRequest.Key>
  ) -> () async throws -> Batch? where Examples.Element == Example {
    var iterator = examples.makeAsyncIterator()
    var pending = Batch(examples: [], questions: [])
    var isOver = false
    return {
      while pending.questions.count < batching.maximumBatch, !isOver {
        var fresh = Batch(examples: [], questions: [])
        while pending.questions.count + fresh.questions.count < batching.maximumBatch {
          guard let example = try await iterator.next(isolation: #isolation) else {
            isOver = true
            break
          }
          fresh.questions += questions(about: example, at: fresh.examples.count)
          fresh.examples.append(example)
        }
        let done = try await finished(fresh.questions.map(fresh.key))
        let moved = pending.examples.count
        pending.examples += fresh.examples
        for question in fresh.questions where !done.contains(fresh.key(question)) {
          pending.questions.append(
            Question(
              index: question.index + moved, order: question.order, sample: question.sample))
        }
      }
      guard !pending.questions.isEmpty else { return nil }
      return pending.cut(batching.maximumBatch)
    }
  }

  /// Answers batches as they come, `concurrentBatches` at a time, and hands their records on in
  /// the batches' order.
  ///
  /// No batch is asked for before there is room for it, so that memory holds a few of them.
  func judge<Record: Sendable>(
    next: () async throws -> Batch?,
    answering answer: @escaping @Sendable (Batch) async throws -> Record,
    receive: (Record) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, Record).self) { group in
      var begun = 0
      var delivered = 0
      var waiting: [Int: Record] = [:]
      while true {
        while begun < delivered + batching.concurrentBatches, let batch = try await next() {
          try Task.checkCancellation()
          let index = begun
          group.addTask { (index, try await answer(batch)) }
          begun += 1
        }
        guard delivered < begun else { break }
        try Task.checkCancellation()
        guard let (index, records) = try await group.next() else { break }
        waiting[index] = records
        while let ready = waiting.removeValue(forKey: delivered) {
          try await receive(ready)
          delivered += 1
        }
      }
    }
  }
}

extension Judge.Batch {
  /// Takes the first questions off, with the examples that they are about.
  mutating func cut(_ count: Int) -> Judge.Batch {
    let taken = Judge.Batch(examples: examples, questions: Array(questions.prefix(count)))
    questions.removeFirst(taken.questions.count)
    let unused = questions.first?.index ?? examples.count
    examples.removeFirst(unused)
    for index in questions.indices { questions[index].index -= unused }
    return taken
  }
}
