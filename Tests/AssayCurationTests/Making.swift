// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration

/// A statement to judge, with only what matters to the test.
func statement(
  _ id: String, _ input: String = "question", _ response: String = "answer",
  gold: Bool? = true, source: String = "test", group: String? = nil,
  metadata: [String: JSONValue] = [:]
) -> Example {
  Example(
    id: id, format: .binary, input: input, responses: [response], gold: gold.map { .boolean($0) },
    source: source, domain: "d", group: group ?? "g-\(id)", metadata: metadata)
}

/// A pair to judge.
func pair(
  _ id: String, _ responses: [String] = ["good", "bad"], gold: Preference = .first,
  source: String = "test", input: String = "question", metadata: [String: JSONValue] = [:]
) -> Example {
  Example(
    id: id, format: .pairwise(ties: false), input: input, responses: responses,
    gold: .preference(gold), source: source, domain: "d", group: "g-\(id)", metadata: metadata)
}

/// The fates as short texts: `kept`, or the reason.
func outcomes(_ filter: any CurationFilter, _ examples: [Example]) async throws -> [String] {
  try await filter.fates(of: examples).map { $0.departure?.reason ?? "kept" }
}
