// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// What every source of examples must obey, whatever it reads.
public enum ExampleLaws {
  /// Checks the laws and names every breach.
  ///
  /// - Parameters:
  ///   - load: Reads all examples from the beginning; it is called twice.
  ///   - roundTrip: Writes the examples to a file and reads them back.
  /// - Returns: One sentence for each breach; empty where all laws hold.
  public static func breaches(
    loading load: () throws -> [Example], roundTrip: ([Example]) throws -> [Example]
  ) throws -> [String] {
    let examples = try load()
    guard !examples.isEmpty else { return ["There are no examples."] }
    var breaches: [String] = []
    var seen: Set<String> = []
    for example in examples {
      if !seen.insert(example.id).inserted {
        breaches.append("The identifier '\(example.id)' occurs twice.")
      }
      if let flaw = example.flaw { breaches.append("\(example.id): \(flaw.message)") }
      if example.source.isEmpty { breaches.append("\(example.id): The source is empty.") }
    }
    if try load() != examples { breaches.append("A second reading gives something else.") }
    breaches += differences(examples, try roundTrip(examples))
    return breaches
  }

  private static func differences(_ before: [Example], _ after: [Example]) -> [String] {
    guard before.count == after.count else {
      return ["\(before.count) examples were written and \(after.count) read back."]
    }
    return zip(before, after).filter { $0 != $1 }.prefix(5).map { pair in
      "\(pair.0.id): What is read back is not what was written."
    }
  }
}
