// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// An example on its way through a pass, alive or gone.
///
/// One that is gone travels on as a stub, so that results come out in the order of the input even
/// where a pass is cut into several walks.
struct Traveller: Sendable {
  var example: Example
  var departure: Departure?

  /// The member of a stub's metadata that holds the departure.
  private static let mark = "assay.departure"

  /// Reads an example as it came, or as `stored` left it.
  init(_ example: Example) {
    self.example = example
    guard let members = example.metadata[Self.mark]?.objectValue else { return }
    departure = Departure(
      filter: members["filter"]?.stringValue ?? "", reason: members["reason"]?.stringValue ?? "",
      detail: members["detail"]?.stringValue ?? "")
  }

  /// An example that contradicts its format could not be read back from a file: it leaves.
  mutating func refuseFlaw() {
    guard departure == nil, let flaw = example.flaw else { return }
    departure = Departure(
      filter: MalformedExamples.card.name, reason: "flaw", detail: "\(flaw.field): \(flaw.message)")
  }

  /// The example, or a stub that says why it is gone.
  var stored: Example {
    guard let departure else { return example }
    return Example(
      id: example.id.isEmpty ? "-" : example.id, format: .binary, input: "", responses: [""],
      source: example.source, group: "-",
      metadata: [
        Self.mark: [
          "filter": .string(departure.filter), "reason": .string(departure.reason),
          "detail": .string(departure.detail),
        ]
      ])
  }

  var result: FilterPass.Result {
    departure.map { .dropped(id: example.id, source: example.source, $0) } ?? .kept(example)
  }
}
