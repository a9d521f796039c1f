// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import AssayTestSupport
import Foundation

/// What PyTorch computed; written by `Scripts/fixtures/tensor.py`.
struct OperationFixture: Decodable {
  var torch: String
  var cases: [Case]
  var adamw: AdamW

  struct Case: Decodable {
    var name: String
    var operands: [Array]
    var results: [Array]
    var gradients: [Array?]?
  }

  struct AdamW: Decodable {
    var parameters: [Array]
    var gradients: [[Array]]
    var norms: [Double]
    var results: [Array]
  }

  /// One tensor as the file holds it.
  struct Array: Decodable {
    var shape: [Int]
    var dtype: String
    var values: [Double]

    func tensor() throws -> Tensor {
      switch dtype {
      case "int64": try Tensor(values.map { Int64($0) }, shape: shape)
      case "bool": try Tensor(values.map { $0 != 0 }, shape: shape)
      default: try Tensor(values.map { Float($0) }, shape: shape)
      }
    }
  }

  static func load() throws -> OperationFixture {
    let file = SharedData.fixtures.appending(path: "AssayTensor/ops.json")
    return try JSONDecoder().decode(OperationFixture.self, from: Data(contentsOf: file))
  }
}
