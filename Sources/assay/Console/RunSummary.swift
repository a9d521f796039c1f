// SPDX-License-Identifier: Apache-2.0
import AssayStore
import Foundation

/// A run of a store with how far it is, as tables and `--json` show it.
struct RunSummary: Encodable {
  var run: String
  var fingerprint: String
  var name: String?
  var begun: String
  var model: String
  var style: String
  var data: String
  var software: String
  /// How many judgments the finished run has.
  var expected: Int
  var judged: Int
  var unscored: Int
  var failed: Int
  var labelled: Int
  var correct: Int
  var promptTokens: Int
  var completionTokens: Int

  private enum CodingKeys: String, CodingKey {
    case run, fingerprint, name, begun, model, style, data, software, expected, judged, unscored
    case failed, labelled, correct
    case promptTokens = "prompt_tokens", completionTokens = "completion_tokens"
  }

  init(_ stored: StoredRun, in store: Store) async throws {
    let progress = try await store.progress(of: stored.id)
    run = stored.shortFingerprint
    fingerprint = stored.fingerprint
    name = stored.description.name
    begun = stored.createdAt.formatted(.iso8601)
    model = stored.description.model
    style = stored.description.style
    data = stored.description.data
    software = stored.description.software
    expected = stored.description.expected
    judged = progress.judged
    unscored = progress.unscored
    failed = progress.failed
    labelled = progress.labelled
    correct = progress.correct
    promptTokens = progress.promptTokens
    completionTokens = progress.completionTokens
  }

  /// How much of the run is done, in words.
  var state: String {
    let finished = judged + unscored
    return finished >= expected ? "complete" : "\(finished) of \(expected)"
  }

  /// The share of right judgments; orders and votes count one by one.
  var rightShare: String {
    guard labelled > 0 else { return "–" }
    return String(format: "%.1f %%", 100 * Double(correct) / Double(labelled))
  }
}
