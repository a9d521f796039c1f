// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// A tokenizer whose tokens are single Unicode scalars.
///
/// It is what a model of a million parameters needs: no token is rare, and digits stay digits.
/// Scalars outside its alphabet become the unknown token.
public struct CharacterTokenizer: Tokenizer, Hashable {
  public let vocabulary: Vocabulary
  /// The id that stands for a scalar outside the alphabet.
  public let unknownID: Int

  /// The ids of the scalars below 128, -1 where there is none; almost all text goes through it.
  private let asciiIDs: [Int]
  private let otherIDs: [Unicode.Scalar: Int]

  /// The space, the printable characters of ASCII and the line feed.
  public static let asciiAlphabet =
    "\n" + String(String.UnicodeScalarView((0x20...0x7E).compactMap { Unicode.Scalar($0) }))

  /// Makes a tokenizer with the special tokens of the chat frame first, and after them each
  /// scalar of the alphabet once, in the order of the code points.
  ///
  /// The same set of scalars always gives the same ids. Of several scalars that Unicode calls
  /// equivalent, such as the ohm sign and the letter omega, the first has a token and the others
  /// are unknown.
  ///
  /// - Parameter alphabet: The scalars that have a token; repetitions do no harm.
  public init(alphabet: String = CharacterTokenizer.asciiAlphabet) throws {
    var seen: Set<String> = []
    let characters = Set(alphabet.unicodeScalars).sorted().map { String($0) }
      .filter { seen.insert($0).inserted }
    let special = ChatFrame.Special.allCases.map(\.rawValue)
    try self.init(
      vocabulary: Vocabulary(
        tokens: special + characters, specialIDs: Set(special.indices)),
      unknownToken: ChatFrame.Special.unknown.rawValue)
  }

  /// Makes a tokenizer from a vocabulary whose ordinary tokens are single scalars.
  ///
  /// - Throws: An `AssayError` with code `badCheckpoint` where an ordinary token has none or
  ///   several scalars, or the unknown token is not in the vocabulary.
  public init(vocabulary: Vocabulary, unknownToken: String) throws {
    guard let unknownID = vocabulary.id(of: unknownToken) else {
      throw AssayError(
        .badCheckpoint,
        "The unknown token \(unknownToken.debugDescription) is not in the vocabulary.",
        advice: "A character tokenizer needs a token for characters outside its alphabet.")
    }
    var ascii = [Int](repeating: -1, count: 128)
    var others: [Unicode.Scalar: Int] = [:]
    for (id, token) in vocabulary.tokens.enumerated() where !vocabulary.specialIDs.contains(id) {
      guard let scalar = token.unicodeScalars.first, token.unicodeScalars.count == 1 else {
        if id == unknownID { continue }
        throw AssayError(
          .badCheckpoint,
          "The token \(token.debugDescription) is not a single character.",
          advice: "This version reads character tokenizers only.")
      }
      if scalar.value < 128 {
        ascii[Int(scalar.value)] = id
      } else {
        others[scalar] = id
      }
    }
    self.vocabulary = vocabulary
    self.unknownID = unknownID
    asciiIDs = ascii
    otherIDs = others
  }

  public func encode(_ text: String) -> [Int] {
    var ids: [Int] = []
    ids.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      let id = scalar.value < 128 ? asciiIDs[Int(scalar.value)] : otherIDs[scalar] ?? -1
      ids.append(id < 0 ? unknownID : id)
    }
    return ids
  }

  public func decode(_ tokens: [Int], skippingSpecialTokens: Bool) -> String {
    var text = ""
    for id in tokens {
      if skippingSpecialTokens, vocabulary.specialIDs.contains(id) { continue }
      if let token = vocabulary.token(at: id) { text += token }
    }
    return text
  }
}
