// SPDX-License-Identifier: Apache-2.0
public import Foundation

extension JSONParser {
  /// Parses one JSON value and nothing after it.
  public static func parse(_ data: Data) throws(JSONSyntaxError) -> JSONValue {
    let result = data.withUnsafeBytes { bytes in
      Result { () throws(JSONSyntaxError) in try parse(bytes.bindMemory(to: UInt8.self)) }
    }
    return try result.get()
  }
}
