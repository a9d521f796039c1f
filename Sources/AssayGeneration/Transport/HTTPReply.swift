// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOHTTP1

/// A whole HTTP reply in memory.
struct HTTPReply: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: [UInt8]

  /// Whether the body is a page for people.
  var isPage: Bool {
    let start = body.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return start == UInt8(ascii: "<")
  }

  /// The title of the page, empty where it has none; `nil` where the body is no page.
  var pageTitle: String? {
    guard isPage else { return nil }
    let text = String(decoding: body.prefix(4096), as: UTF8.self)
    guard let open = text.range(of: "<title>", options: .caseInsensitive),
      let close = text[open.upperBound...].firstIndex(of: "<")
    else { return "" }
    return String(text[open.upperBound..<close])
  }
}
