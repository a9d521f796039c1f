// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What one piece of work took of the machine, as a JSON line tells it to a script.
struct Span: Encodable {
  /// How many things were done.
  var count: Int
  /// Wall-clock seconds.
  var seconds: Double
  /// Seconds of the processor in this process, user's and system's together.
  var cpuSeconds: Double
  /// The most memory that the process has had so far, in bytes.
  var peakBytes: Int

  private enum CodingKeys: String, CodingKey {
    case count, seconds
    case cpuSeconds = "cpu_seconds", peakBytes = "peak_bytes"
  }

  /// Runs the work and says what it took.
  ///
  /// - Parameter work: Gives back how many things it did.
  static func of(_ work: () async throws -> Int) async rethrows -> Span {
    let before = usage()
    let start = ContinuousClock.now
    let count = try await work()
    let elapsed = (ContinuousClock.now - start).components
    let after = usage()
    return Span(
      count: count, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18,
      cpuSeconds: after.cpu - before.cpu, peakBytes: after.peak)
  }

  private static func usage() -> (cpu: Double, peak: Int) {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      let unit = 1
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      let unit = 1024
    #endif
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return (seconds(usage.ru_utime) + seconds(usage.ru_stime), Int(usage.ru_maxrss) * unit)
  }
}

/// Prints a value as one line of JSON.
func printLine(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
