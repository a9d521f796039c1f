// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTensor
import AssayTestSupport
import AssayText
import Foundation
import Testing

/// What `transformers` computed with a tiny checkpoint; see `Scripts/fixtures/models.py`.
struct Golden {
  static let names = ["tied", "untied", "one-key-head", "whole-vectors"]

  var folder: URL
  var json: JSONValue

  init(_ name: String) throws {
    folder = SharedData.fixtures.appending(path: "AssayModels/\(name)")
    json = try JSONFile.read(folder.appending(path: "golden.json"))
  }

  var prompts: [[Int]] { Self.rows(json["prompts"]).map { $0.map { Int($0) } } }
  var continuations: [[Int]] { Self.rows(json["continuations"]).map { $0.map { Int($0) } } }
  var lastLogits: [[Double]] { Self.rows(json["last_logits"]) }
  var wholeLogits: [[Double]] { Self.rows(json["whole_logits"]) }

  static func rows(_ value: JSONValue?) -> [[Double]] {
    (value?.arrayValue ?? []).map { ($0.arrayValue ?? []).compactMap(\.doubleValue) }
  }
}

/// Loads the library once for all tests of this target.
func loadTorch() throws {
  try TensorRuntime.load(searching: TorchRuntime.searchPaths)
}

/// The largest absolute difference of two rows; infinite where their lengths differ.
func distance(_ a: some Collection<Float>, _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
}
