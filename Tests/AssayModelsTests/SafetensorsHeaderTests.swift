// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTestSupport
import Foundation
import Testing

@Suite struct SafetensorsHeaderTests {
  static func bytes(_ header: String, length: UInt64? = nil, data: Int) -> [UInt8] {
    let size = length ?? UInt64(header.utf8.count)
    return withUnsafeBytes(of: size.littleEndian) { Array($0) } + Array(header.utf8)
      + [UInt8](repeating: 7, count: data)
  }

  static func parse(_ bytes: [UInt8]) throws -> SafetensorsHeader {
    try bytes.withUnsafeBytes { try SafetensorsHeader($0, file: "x.safetensors") }
  }

  @Test func aGoodHeaderIsRead() throws {
    let header =
      #"{"b":{"dtype":"BF16","shape":[2,3],"data_offsets":[4,16]},"#
      + #""__metadata__":{"format":"pt"},"#
      + #""a\u00e9":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"#
      + #""none":{"dtype":"I64","shape":[0,5],"data_offsets":[16,16]}}   "#
    let parsed = try Self.parse(Self.bytes(header, data: 16))
    let start = 8 + header.utf8.count
    #expect(parsed.entries.map(\.name) == ["aé", "b", "none"])
    #expect(parsed.entries.map(\.shape) == [[], [2, 3], [0, 5]])
    #expect(parsed.entries.map(\.element) == [.float32, .bfloat16, .int64])
    #expect(parsed.entries[1].bytes == (start + 4)..<(start + 16))
    #expect(parsed.metadata == ["format": "pt"])
    #expect(try Self.parse(Self.bytes("{}", data: 0)).entries.isEmpty)
  }

  struct Bad: Sendable {
    var name: String
    var bytes: [UInt8]
    var message: String
    var field: String?
    var code = AssayError.Code.badCheckpoint
  }

  static func tensor(_ body: String, data: Int, _ name: String, _ message: String) -> Bad {
    Bad(name: name, bytes: bytes(#"{"t":{\#(body)}}"#, data: data), message: message, field: "t")
  }

  static let good = #""dtype":"F32","shape":[2],"data_offsets":[0,8]"#

  static let bad: [Bad] = [
    Bad(name: "empty file", bytes: [], message: "has 0 bytes"),
    Bad(name: "seven bytes", bytes: [1, 2, 3, 4, 5, 6, 7], message: "has 7 bytes"),
    Bad(
      name: "huge length", bytes: bytes("{}", length: .max, data: 0),
      message: "more than the limit", code: .limitExceeded),
    Bad(
      name: "lying length", bytes: bytes("{}", length: 90, data: 0), message: "cut off"),
    Bad(name: "length too small", bytes: bytes("{}", length: 1, data: 0), message: "not JSON"),
    Bad(name: "not JSON", bytes: bytes("hello", data: 0), message: "not JSON"),
    Bad(name: "an array", bytes: bytes("[]", data: 0), message: "'{' is missing"),
    Bad(name: "text after", bytes: bytes("{} {}", data: 0), message: "after the end"),
    Bad(
      name: "deep nesting",
      bytes: bytes(#"{"t":\#(String(repeating: "[", count: 5_000))"#, data: 0),
      message: "nested deeper"),
    Bad(
      name: "twice", bytes: bytes(#"{"t":{\#(good)},"t":{\#(good)}}"#, data: 8),
      message: "name twice", field: "t"),
    Bad(
      name: "overlap",
      bytes: bytes(
        #"{"t":{\#(good)},"u":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, data: 12),
      message: "overlap", field: "u"),
    Bad(
      name: "gap",
      bytes: bytes(
        #"{"t":{\#(good)},"u":{"dtype":"U8","shape":[2],"data_offsets":[10,12]}}"#, data: 12),
      message: "2 bytes before", field: "u"),
    Bad(name: "rest", bytes: bytes(#"{"t":{\#(good)}}"#, data: 9), message: "1 bytes after"),
    tensor(good, data: 7, "cut data", "the file has"),
    tensor(
      #""dtype":"F32","shape":[3],"data_offsets":[0,8]"#, data: 8, "wrong size", "needs 12 bytes"),
    tensor(
      #""dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,8]"#, data: 8,
      "overflow", "needs too many bytes"),
    tensor(#""dtype":"F32","shape":[-2],"data_offsets":[0,8]"#, data: 8, "negative", "shape"),
    tensor(#""dtype":"F32","shape":"2","data_offsets":[0,8]"#, data: 8, "shape text", "shape"),
    tensor(#""dtype":"F32","data_offsets":[0,8]"#, data: 8, "no shape", "shape"),
    tensor(#""dtype":"Q4","shape":[2],"data_offsets":[0,8]"#, data: 8, "dtype", "Q4"),
    tensor(#""shape":[2],"data_offsets":[0,8]"#, data: 8, "no dtype", "no dtype"),
    tensor(#""dtype":"F32","shape":[2]"#, data: 8, "no offsets", "data_offsets"),
    tensor(#""dtype":"F32","shape":[2],"data_offsets":[8,0]"#, data: 8, "backwards", "offsets"),
    tensor(#""dtype":"F32","shape":[2],"data_offsets":[-8,0]"#, data: 8, "before", "offsets"),
    tensor(
      #""dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]"#, data: 8, "far",
      "data_offsets"),
    tensor(#""dtype":"F32","shape":[2],"data_offsets":[0.5,8]"#, data: 8, "half", "offsets"),
  ]

  @Test(arguments: bad)
  func aBadHeaderSaysWhatIsWrongWhere(_ bad: Bad) throws {
    let error = #expect(throws: AssayError.self, "\(bad.name)") { try Self.parse(bad.bytes) }
    #expect(error?.code == bad.code, "\(bad.name)")
    #expect(error?.message.contains(bad.message) == true, "\(bad.name): \(error?.message ?? "")")
    #expect(error?.location?.file == "x.safetensors")
    #expect(error?.location?.field == bad.field, "\(bad.name)")
  }

  @Test func mutatedHeadersNeverTrap() throws {
    let file = SharedData.fixtures.appending(path: "AssayModels/tied/model.safetensors")
    let original = [UInt8](try Data(contentsOf: file).prefix(3_000))
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var bytes = original
      for _ in 0..<(1 + generator.below(4)) {
        bytes[generator.below(bytes.count)] = UInt8(generator.below(256))
      }
      bytes.removeLast(generator.below(bytes.count))
      // The sixth of the file that is here never covers its tensors, so every reading fails.
      #expect(throws: AssayError.self) { try Self.parse(bytes) }
    }
  }
}
