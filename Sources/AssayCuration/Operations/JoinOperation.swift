// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import AssayData

/// `join`: the examples of several stages, one after the other.
///
/// An identifier that an earlier input has is dropped as `duplicate-id`.
public struct JoinOperation: WholeOperation {
  static let entry = OperationEntry(
    OperationCard(
      name: "join", summary: "The examples of several stages, one after the other.",
      inputs: 1...Int.max)
  ) { try JoinOperation($0) }

  public init(_ section: RecipeSection) throws {}

  public func content(in context: CurationContext) -> JSONValue { [:] }

  public func run(
    _ inputs: [StageInput], into writer: StageWriter, in context: CurationContext
  ) async throws {
    var seen: Set<UInt64> = []
    var done = 0
    for input in inputs {
      for try await example in input.examples {
        if seen.insert(StableHash.fnv1a(example.id)).inserted {
          try writer.keep(example)
        } else {
          try writer.drop(
            example,
            Departure(
              filter: "join", reason: "duplicate-id", detail: "came before \(input.name)"))
        }
        done += 1
        if done % 1000 == 0 { context.progress(done) }
      }
    }
  }
}
