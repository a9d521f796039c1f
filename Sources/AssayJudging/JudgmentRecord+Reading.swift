// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

extension JudgmentRecord {
  /// Reads a record that this software wrote.
  ///
  /// - Throws: `DecodingError` that says what is wrong with it.
  init(line: Data) throws {
    if let value = try? JSONParser.parse(line), let record = Self(json: value) {
      self = record
    } else {
      // Slower, and particular about what is wrong.
      self = try JSONDecoder().decode(Self.self, from: line)
    }
  }

  private init?(json: JSONValue) {
    guard let members = json.objectValue,
      members["v"]?.integerValue == Self.formatVersion,
      let example = members["example"]?.stringValue,
      let source = members["source"]?.stringValue,
      let domain = members["domain"]?.stringValue,
      let group = members["group"]?.stringValue,
      let format = members["format"].flatMap(JudgmentFormat.init(json:)),
      let order = members["order"]?.stringValue.flatMap(PresentationOrder.init(rawValue:)),
      let sample = members["sample"]?.integerValue,
      let attempts = members["attempts"]?.integerValue,
      let messages = members["messages"]?.list(ChatMessage.init(json:)),
      let shown = members["shown"].flatMap(Verdict.Outcome.init(json:)),
      let verdict = members["verdict"].flatMap(Verdict.init(json:))
    else { return nil }
    self.example = example
    self.source = source
    self.domain = domain
    self.group = group
    self.format = format
    self.order = order
    self.sample = sample
    self.attempts = attempts
    self.messages = messages
    self.shown = shown
    self.verdict = verdict
    if let value = members["gold"], !value.isNull {
      guard let gold = Judgment(json: value) else { return nil }
      self.gold = gold
    }
    if let value = members["completion"], !value.isNull {
      guard let completion = Completion(json: value) else { return nil }
      self.completion = completion
    }
  }
}
