// SPDX-License-Identifier: Apache-2.0
import AssayCuration
import AssayTestSupport
import Foundation

/// What scikit-learn and numpy made of the same vectors; see `Scripts/fixtures/selection.py`.
enum SelectionFixture {
  static let folder = SharedData.fixtures.appending(path: "AssayCuration/selection")

  static func matrix() throws -> EmbeddingMatrix {
    try EmbeddingMatrix(mapping: folder.appending(path: "vectors.npy"))
  }

  static func cases<Case: Decodable>(_ name: String, of type: Case.Type) throws -> [Case] {
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    return try JSONDecoder().decode(File<Case>.self, from: data).cases
  }

  private struct File<Case: Decodable>: Decodable {
    var cases: [Case]
  }
}
