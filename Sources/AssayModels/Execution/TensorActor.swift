// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The one place where tensors are computed: a global actor on a thread of its own.
///
/// Whether gradients are recorded is a property of a thread, and a Swift task may go on on another
/// one after each `await`; on this actor it never does. A single thread also gives libtorch a
/// single pool of workers: every other thread that called it would start a pool of its own.
///
///     let losses = try await TensorActor.run { try trainer.step(batch) }
@globalActor
public actor TensorActor {
  public static let shared = TensorActor()

  private let thread = TensorThread()

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    thread.asUnownedSerialExecutor()
  }

  /// Runs the body on the tensor thread, without interruption.
  @TensorActor
  public static func run<Result: Sendable>(
    _ body: @TensorActor @Sendable () throws -> Result
  ) async rethrows -> Result {
    try body()
  }
}

/// Runs jobs one after the other, in their order, on one thread that lives as long as the process.
private final class TensorThread: SerialExecutor, @unchecked Sendable {
  // Unchecked: `jobs` is only touched under the condition's lock.
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []

  init() {
    let thread = Thread { [unowned self] in loop() }
    thread.name = "tensors"
    // A backward pass recurses as deep as the model.
    thread.stackSize = 16 << 20
    thread.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    condition.withLock { jobs.append(unowned) }
    condition.signal()
  }

  private func loop() {
    while true {
      condition.lock()
      while jobs.isEmpty { condition.wait() }
      let waiting = jobs
      jobs.removeAll()
      condition.unlock()
      for job in waiting { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
  }
}
