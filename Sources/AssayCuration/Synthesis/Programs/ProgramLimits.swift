// SPDX-License-Identifier: Apache-2.0

/// How much a program that somebody else wrote may use.
public struct ProgramLimits: Sendable, Hashable, Codable {
  /// Seconds from start to end; then it is killed with all that it started.
  public var wallSeconds: Double
  /// Seconds of processor time of one process.
  public var processorSeconds: Int
  /// Bytes of memory of one process.
  public var memoryBytes: Int
  /// Bytes of all files together; they lie in memory and are gone at the end.
  public var fileBytes: Int
  /// Processes and threads at a time.
  public var processes: Int
  /// Bytes of output that are kept; a program that writes more is ended.
  public var outputBytes: Int

  public init(
    wallSeconds: Double = 10, processorSeconds: Int = 5, memoryBytes: Int = 1 << 30,
    fileBytes: Int = 16 << 20, processes: Int = 32, outputBytes: Int = 64 << 10
  ) {
    self.wallSeconds = max(0.1, wallSeconds)
    self.processorSeconds = max(1, processorSeconds)
    self.memoryBytes = max(1 << 20, memoryBytes)
    self.fileBytes = max(1 << 16, fileBytes)
    self.processes = max(1, processes)
    self.outputBytes = max(1 << 10, outputBytes)
  }
}

/// How a program ended.
public struct ProgramResult: Sendable, Hashable {
  /// How it ended.
  public var ending: Ending
  /// What it wrote to both of its outputs, as far as it is kept.
  public var output: String

  /// How a program ended.
  public enum Ending: Sendable, Hashable {
    /// By itself, with this code; 0 is success.
    case exited(Int)
    /// It was killed: by itself, for memory, for processor time, or for too much output.
    case killed
    /// It ran longer than it may.
    case timedOut
  }

  /// Whether it ended by itself without an error.
  public var succeeded: Bool { ending == .exited(0) }

  public init(ending: Ending, output: String) {
    self.ending = ending
    self.output = output
  }
}
