// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayTensor
public import Foundation

/// Writes safetensors files: equal tensors give equal bytes.
public enum SafetensorsWriter {
  /// Writes the tensors into one file, which is there whole or not at all.
  ///
  /// The bytes lie in the order of the element's size and then of the name, as Hugging Face lays
  /// them, so that each tensor begins at a multiple of its element's size.
  ///
  /// - Throws: An `AssayError` with code `fileUnwritable`.
  public static func write(_ tensors: [(name: String, tensor: Tensor)], to file: URL) throws {
    let ordered = tensors.sorted {
      ($1.tensor.dtype.byteCount, $0.name) < ($0.tensor.dtype.byteCount, $1.name)
    }
    var data = header(ordered)
    for (_, tensor) in ordered {
      try tensor.detached().to(device: .cpu).contiguous().withUnsafeBytes {
        data.append(contentsOf: $0)
      }
    }
    try AtomicFile.write(data, to: file)
  }

  private static func header(_ tensors: [(name: String, tensor: Tensor)]) -> Data {
    var text = #"{"__metadata__":{"format":"pt"}"#
    var offset = 0
    for (name, tensor) in tensors {
      let end = offset + tensor.count * tensor.dtype.byteCount
      let shape = tensor.shape.map { "\($0)" }.joined(separator: ",")
      text += ",\(JSONValue.string(name).jsonText):"
      text += #"{"dtype":"\#(SafetensorsElement(tensor.dtype).rawValue)","shape":[\#(shape)],"#
      text += #""data_offsets":[\#(offset),\#(end)]}"#
      offset = end
    }
    text += "}"
    // Spaces fill up to a multiple of eight bytes, so that the first tensor is aligned.
    text += String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
    var data = Data(capacity: 8 + text.utf8.count + offset)
    withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: text.utf8)
    return data
  }
}
