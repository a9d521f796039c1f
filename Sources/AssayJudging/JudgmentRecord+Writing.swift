// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

extension JudgmentRecord {
  /// The record as JSON on one line, without a line end.
  ///
  /// - Throws: `invalidArgument` where a probability is not finite.
  func jsonLine() throws(AssayError) -> Data {
    // Most of a record is its prompt and its answer.
    let size = messages.reduce(0) { $0 + $1.content.utf8.count }
    var text = JSONText(capacity: size + 3 * (completion?.text.utf8.count ?? 0) + 640)
    text.add(raw: #"{"attempts":"#)
    text.add(attempts)
    if let completion {
      text.add(raw: #","completion":"#)
      try text.add(completion)
    }
    text.add(raw: #","domain":"#)
    text.add(domain)
    text.add(raw: #","example":"#)
    text.add(example)
    text.add(raw: #","format":"#)
    text.add(format)
    if let gold {
      text.add(raw: #","gold":"#)
      text.add(gold)
    }
    text.add(raw: #","group":"#)
    text.add(group)
    text.add(raw: #","messages":"#)
    text.add(messages)
    text.add(raw: #","order":"#)
    text.add(order.rawValue)
    text.add(raw: #","sample":"#)
    text.add(sample)
    text.add(raw: #","shown":"#)
    text.add(shown)
    text.add(raw: #","source":"#)
    text.add(source)
    text.add(raw: #","v":"#)
    text.add(Self.formatVersion)
    text.add(raw: #","verdict":"#)
    try text.add(verdict)
    text.add(raw: "}")
    return Data(text.bytes)
  }
}
