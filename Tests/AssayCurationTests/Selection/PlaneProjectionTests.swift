// SPDX-License-Identifier: Apache-2.0
import AssayCuration
import Testing

@Suite struct PlaneProjectionTests {
  struct Case: Decodable {
    var x: [Double]
    var y: [Double]
    var explained: Double
  }

  @Test func showsThePrincipalComponentsOfNumPy() throws {
    let item = try #require(try SelectionFixture.cases("plane", of: Case.self).first)
    let plane = PlaneProjection(try SelectionFixture.matrix().rows)
    #expect(plane.points.map(\.position) == Array(0..<320))
    #expect(abs(plane.explained - item.explained) < 1e-6)
    for (point, (x, y)) in zip(plane.points, zip(item.x, item.y)) {
      #expect(abs(point.x - x) < 1e-4)
      #expect(abs(point.y - y) < 1e-4)
    }
  }

  @Test func drawsASampleAndTakesAnyRows() throws {
    let rows = try SelectionFixture.matrix().rows
    let few = PlaneProjection(rows, limit: 50, seed: 3)
    #expect(few.points.count == 50)
    #expect(few == PlaneProjection(rows, limit: 50, seed: 3))
    #expect(PlaneProjection(try EmbeddingMatrix([]).rows).points.isEmpty)
    let same = PlaneProjection(try EmbeddingMatrix([[1, 1], [1, 1]]).rows)
    #expect(same.points.allSatisfy { abs($0.x) < 1e-9 && abs($0.y) < 1e-9 })
  }
}
