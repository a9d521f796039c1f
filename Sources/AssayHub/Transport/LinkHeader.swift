// SPDX-License-Identifier: Apache-2.0

/// The header that leads from one page of a list to the next (RFC 8288).
enum LinkHeader {
  /// The address whose relation is `next`.
  static func next(in values: [String]) -> String? {
    for value in values {
      // An address may hold commas and semicolons, but no angle brackets.
      var rest = value[...]
      while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
        let address = rest[rest.index(after: open)..<close]
        rest = rest[rest.index(after: close)...]
        let parameters = rest.prefix { $0 != "<" }
        let isNext = parameters.split(whereSeparator: { ";,".contains($0) }).contains {
          let parts = $0.split(separator: "=", maxSplits: 1).map {
            $0.filter { !$0.isWhitespace && $0 != "\"" }.lowercased()
          }
          return parts == ["rel", "next"]
        }
        if isNext { return String(address) }
      }
    }
    return nil
  }
}
