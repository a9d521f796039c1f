// SPDX-License-Identifier: Apache-2.0

/// Keeps the text that is judged from imitating what stands around it.
///
/// A response is data. One that holds `### EVALUATION`, `[[A]]` or `<|im_end|>` must neither end
/// its block of the prompt nor hand the judge a verdict to repeat. The guard puts one backslash
/// inside every such delimiter: `[\[A]]`. A delimiter that has backslashes there already gets one
/// more, so that ``restored(_:)`` gives back the text as it was. Everything else stays as it is,
/// and a text without delimiters is not touched.
///
/// Delimiters are found in either case, through white space, quotes and asterisks inside them and
/// with a full-width colon, because the readers of verdicts forgive the same.
public struct TextGuard: Sendable, Hashable {
  /// What is guarded against.
  public let delimiters: [Delimiter]
  /// For each byte, the delimiters whose heads begin with it in either case.
  private let byFirst: [[Delimiter]]

  /// One text with a meaning in the prompt or in the answer to it.
  public struct Delimiter: Sendable, Hashable {
    /// What stands before the backslash, in lower case.
    let head: [UInt8]
    /// What stands after it, in lower case; a space is any run of white space and decoration.
    let tail: [UInt8]
    let place: Place

    enum Place: Sendable, Hashable {
      case anywhere, wordStart, lineStart
    }

    private init(_ head: String, _ tail: String, _ place: Place) {
      self.head = Array(head.lowercased().utf8)
      self.tail = Array(tail.lowercased().utf8)
      self.place = place
    }

    /// A mark such as `[[A]]` that means something wherever it stands.
    public static func mark(_ text: String) -> Delimiter {
      Delimiter(String(text.prefix(1)), String(text.dropFirst()), .anywhere)
    }

    /// A line that begins with the text, such as the title of a block.
    public static func line(_ text: String) -> Delimiter {
      Delimiter(String(text.prefix(1)), String(text.dropFirst()), .lineStart)
    }

    /// A word before a colon, such as `Verdict:`; the backslash follows the word.
    public static func label(_ word: String) -> Delimiter {
      Delimiter(word, " :", .wordStart)
    }

    /// A key of a JSON object, such as `"score":`. The backslash stands inside the word, since
    /// readers of broken JSON forgive one behind it.
    public static func key(_ word: String) -> Delimiter {
      Delimiter(String(word.prefix(1)), word.dropFirst() + " :", .wordStart)
    }
  }

  /// A guard against the delimiters and, always, against the tags of private thinking and the
  /// control tokens of chat templates.
  public init(_ delimiters: [Delimiter]) {
    self.delimiters = Self.control + delimiters.filter { !$0.head.isEmpty }
    let groups = Dictionary(grouping: self.delimiters) { $0.head.first ?? 0 }
    byFirst = (UInt8.min...UInt8.max).map { groups[ByteText.lowered($0)] ?? [] }
  }

  private static let control =
    [
      "<think>", "</think>", "<|im_start|>", "<|im_end|>", "<|im_sep|>", "<|endoftext|>",
      "<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>",
      "<|eot_id|>", "<|eom_id|>", "<|system|>", "<|user|>", "<|assistant|>", "<|start|>",
      "<|end|>", "<|channel|>", "<|message|>", "<|return|>", "<start_of_turn>", "<end_of_turn>",
      "<<SYS>>", "<</SYS>>", "[INST]", "[/INST]", "<s>", "</s>", "<\u{FF5C}",
    ].map(Delimiter.mark)
}

extension TextGuard {
  /// The text with a backslash inside every delimiter.
  public func neutralised(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var breaks: [Int] = []
    for index in bytes.indices where !candidates(bytes[index]).isEmpty {
      for delimiter in candidates(bytes[index])
      where delimiter.isInPlace(bytes, index)
        && delimiter.backslashes(in: bytes, at: index) != nil
      {
        breaks.append(index + delimiter.head.count)
      }
    }
    guard !breaks.isEmpty else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + breaks.count)
    var copied = 0
    for place in Set(breaks).sorted() {
      result += bytes[copied..<place]
      result.append(UInt8(ascii: "\\"))
      copied = place
    }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  /// The text before ``neutralised(_:)``.
  ///
  /// It works from the end, because whether a backslash was put in depends on what follows it.
  public func restored(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    let bytes = Array(text.utf8)
    // What is restored stands at the end of the buffer, so that each byte is moved once.
    var restored = bytes
    var start = bytes.count
    for index in bytes.indices.reversed() {
      start -= 1
      restored[start] = bytes[index]
      for delimiter in candidates(bytes[index])
      where delimiter.isInPlace(bytes, index)
        && (delimiter.backslashes(in: restored, at: start) ?? 0) > 0
      {
        for place in (start..<start + delimiter.head.count).reversed() {
          restored[place + 1] = restored[place]
        }
        start += 1
        break
      }
    }
    return String(decoding: restored[start...], as: UTF8.self)
  }

  /// Whether the text holds no delimiter that is not broken.
  public func isClean(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return !bytes.indices.contains { index in
      candidates(bytes[index]).contains {
        $0.isInPlace(bytes, index) && $0.backslashes(in: bytes, at: index) == 0
      }
    }
  }

  private func candidates(_ byte: UInt8) -> [Delimiter] {
    byFirst[Int(byte)]
  }
}

extension Example {
  /// The example with everything that came with the data made harmless: the input, the responses,
  /// the steps and the reference. The instruction and the rubric are the judge's owner's words.
  public func guarded(by textGuard: TextGuard) -> Example {
    var copy = self
    copy.input = textGuard.neutralised(input)
    copy.responses = responses.map(textGuard.neutralised)
    copy.reference = reference.map(textGuard.neutralised)
    copy.steps = steps?.map(textGuard.neutralised)
    return copy
  }
}
