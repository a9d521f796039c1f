// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The counts of a validation while examples still come.
struct ValidationTally {
  let samples: Int
  var sound = 0
  var parts: [DataValidation.Part] = []
  var formats: [String: Int] = [:]
  var labels: [String: Int] = [:]
  var findings: [DataFault: DataValidation.Finding] = [:]
  private var identifiers: Set<UInt64> = []
  private var faultsOfPart = 0

  init(samples: Int) { self.samples = samples }

  /// What comes now belongs to this part.
  mutating func begin(_ part: String, expected: Int?) {
    faultsOfPart = 0
    parts.append(DataValidation.Part(name: part, examples: 0, expected: expected))
  }

  /// The part is read; one that gave nothing at all, not even a fault, is told.
  mutating func endPart() {
    guard let part = parts.last, part.examples == 0, faultsOfPart == 0 else { return }
    note(.emptyPart, part.name, "There is no example in it.")
  }

  mutating func add(_ fault: AssayError) {
    faultsOfPart += 1
    let place = fault.location.map { "\($0)" } ?? parts.last?.name ?? ""
    note(DataFault(fault), place, fault.message)
  }

  mutating func add(_ example: Example) {
    parts[parts.count - 1].examples += 1
    formats[example.format.name, default: 0] += 1
    let label = example.gold.map(Self.label) ?? "none"
    labels["\(example.format.name): \(label)", default: 0] += 1
    let place = "\(parts.last?.name ?? ""): \(example.id)"
    var isSound = true
    if let flaw = example.flaw {
      note(.unfitExample, "\(place):\(flaw.field)", flaw.message)
      isSound = false
    }
    if !identifiers.insert(StableHash.fnv1a(example.id)).inserted {
      note(.duplicateIdentifier, place, "The identifier came before.")
      isSound = false
    }
    if Self.isBlank(example.instruction), Self.isBlank(example.input) {
      note(.emptyQuestion, place, "Instruction and input are both empty.")
      isSound = false
    }
    if isSound { sound += 1 }
    remark(on: example, place)
  }

  /// What is peculiar and not wrong.
  private mutating func remark(on example: Example, _ place: String) {
    if let number = example.responses.firstIndex(where: Self.isBlank) {
      note(.emptyResponse, "\(place):responses[\(number)]", "The response is empty.")
    }
    if example.format.isPairwise, example.gold != .preference(.tie), example.responses.count == 2,
      example.responses[0] == example.responses[1]
    {
      note(.equalResponses, "\(place):responses", "Both responses are the same.")
    }
    if example.gold == nil { note(.missingGold, place, "There is no right judgment.") }
  }

  private mutating func note(_ fault: DataFault, _ place: String, _ message: String) {
    var finding =
      findings[fault]
      ?? DataValidation.Finding(fault: fault, isError: fault.isError, count: 0, samples: [])
    finding.count += 1
    if finding.samples.count < samples {
      finding.samples.append(DataValidation.Sample(place: place, message: message))
    }
    findings[fault] = finding
  }

  /// Steps and orders have too many labels for a table: only whether there is an error is told.
  private static func label(_ gold: Judgment) -> String {
    switch gold {
    case .firstError(let step): step == nil ? "no error" : "an error"
    case .ranking: "an order"
    default: gold.description
    }
  }

  private static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }
}
