// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import Foundation
import Testing

@testable import AssayCuration

@Suite struct EmbeddingMatrixTests {
  @Test func dividesEveryRowByItsLength() throws {
    let matrix = try EmbeddingMatrix([[3, 4], [0, -2], [1e-20, 0], [3e38, 3e38]])
    #expect(matrix.count == 4)
    #expect(matrix.width == 2)
    #expect(matrix[0] == [0.6, 0.8])
    #expect(matrix[1] == [0, -1])
    #expect(matrix[2] == [1, 0])
    #expect(abs(matrix[3][0] - 0.707_106_77) < 1e-7)
  }

  @Test(
    arguments: [
      ([[1, 0], [.nan, 1]], "Row 1: Component 0"),
      ([[1, 0], [1, 2], [2, .infinity]], "Row 2: Component 1"),
      ([[1, 0], [1, 2, 3]], "Row 1: The vector has 3 components where the others have 2."),
      ([[1, 0], [0, 0]], "Row 1: Every component"),
    ] as [([[Float]], String)])
  func namesTheRowThatIsWrong(_ vectors: [[Float]], _ message: String) throws {
    let error = try #require(throws: AssayError.self) { try EmbeddingMatrix(vectors) }
    #expect(error.code == .malformedRow)
    #expect(error.message.hasPrefix(message))
    #expect(error.advice != nil)
  }

  @Test func comesBackFromAFileBitByBit() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "vectors.npy")
      let matrix = try RandomVectors.matrix(count: 57, width: 13, seed: 5)
      try matrix.write(to: url)
      let mapped = try EmbeddingMatrix(mapping: url)
      #expect(mapped.count == 57)
      #expect(mapped.width == 13)
      for row in 0..<57 { #expect(mapped[row] == matrix[row]) }
      let empty = folder.appending(path: "empty.npy")
      try EmbeddingFileWriter(empty, width: 4).close()
      #expect(try EmbeddingMatrix(mapping: empty).count == 0)
    }
  }

  @Test func writesTheBytesThatNumPyWrites() async throws {
    // The fixture is numpy.save's own file.
    let original = SelectionFixture.folder.appending(path: "vectors.npy")
    let matrix = try EmbeddingMatrix(mapping: original)
    #expect(matrix.count == 320)
    #expect(matrix.width == 22)
    try await withTemporaryFolder { folder in
      let copy = folder.appending(path: "copy.npy")
      try matrix.write(to: copy)
      #expect(try Data(contentsOf: copy) == Data(contentsOf: original))
    }
  }

  @Test func writerReportsFaultsAndGoesOn() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "vectors.npy")
      let writer = try EmbeddingFileWriter(url)
      #expect(try writer.append([0, 0, 0]) == .zero)
      #expect(try writer.append([1, 2, 2]) == nil)
      #expect(try writer.append([1, 2]) == .width(found: 2, expected: 3))
      #expect(try writer.append([1, .nan, 2]) == .notFinite(component: 1))
      #expect(try writer.append([0, 0, 5]) == nil)
      try writer.close()
      let matrix = try EmbeddingMatrix(mapping: url)
      #expect(matrix.count == 2)
      #expect(matrix[1] == [0, 0, 1])
    }
  }

  @Test func refusesFilesThatAreNotUnitVectors() async throws {
    try await withTemporaryFolder { folder in
      let header = NumPyHeader.encode(rows: 2, columns: 2)
      let values: [[Float]: String] = [
        [1, 0, 1, 1]: "Row 1: The vector has length", [1, 0, .nan, 0]: "Row 1: Component 0",
        [0, 0, 1, 0]: "Row 0: Every component", [1, 0, 1]: "The file is shorter",
      ]
      for (floats, message) in values {
        let url = folder.appending(path: "bad.npy")
        try Data(header + floats.flatMap { withUnsafeBytes(of: $0) { Array($0) } }).write(to: url)
        let error = try #require(throws: AssayError.self) { try EmbeddingMatrix(mapping: url) }
        #expect(error.message.hasPrefix(message))
        #expect(error.location?.file.hasSuffix("bad.npy") == true)
      }
    }
  }

  @Test(arguments: [
    "", "NUMPY", "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }",
    "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 8), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 8), }",
  ])
  func refusesOtherHeaders(_ dictionary: String) async throws {
    let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0]
    let length = [UInt8(dictionary.utf8.count), 0]
    #expect(throws: AssayError.self) {
      try NumPyHeader(magic + length + Array(dictionary.utf8), file: "x.npy")
    }
  }
}
