// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

extension Completion {
  /// The completion as the store keeps it: JSON on one line, keys sorted. Equal completions give
  /// equal bytes.
  ///
  /// - Throws: `invalidArgument` where a log-probability is not finite.
  public func jsonData() throws(AssayError) -> Data {
    var text = JSONText(capacity: text.utf8.count + 256)
    try text.add(self)
    return Data(text.bytes)
  }

  /// Reads a completion that the store kept; `nil` where it is damaged.
  public init?(json data: Data) {
    guard let value = try? JSONParser.parse(data) else { return nil }
    self.init(json: value)
  }
}
