// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension CharacterTokenizer {
  /// The pattern that splits text into single scalars, line feeds too.
  private static let everyScalar = #"[\s\S]"#

  /// Reads the content of a Hugging Face `tokenizer.json`.
  ///
  /// - Parameter file: The file's path, for messages.
  /// - Throws: An `AssayError` with code `badCheckpoint` that names the field where this is not a
  ///   character tokenizer, or its vocabulary is broken.
  public init(json: JSONValue, file: String) throws {
    try Self.requireCharacterPipeline(json, file: file)
    guard let members = json["model"]?["vocab"]?.objectValue else {
      throw Self.failure("There is no vocabulary.", file, "model.vocab")
    }
    var tokens = [String?](repeating: nil, count: members.count)
    for token in members.keys.sorted() {
      guard let id = members[token]?.integerValue, tokens.indices.contains(id), tokens[id] == nil
      else {
        throw Self.failure(
          "The id of \(token.debugDescription) is not a number of its own below \(members.count).",
          file, "model.vocab")
      }
      tokens[id] = token
    }
    let vocabulary = try Vocabulary(
      tokens: tokens.compactMap(\.self),
      specialIDs: try Self.specialIDs(json["added_tokens"], vocabulary: members, file: file))
    try self.init(
      vocabulary: vocabulary, unknownToken: json["model"]?["unk_token"]?.stringValue ?? "")
  }

  /// The content of a `tokenizer.json` that Hugging Face `tokenizers` reads and by which it gives
  /// the same ids.
  public var json: JSONValue {
    var ids: [String: JSONValue] = [:]
    for (id, token) in vocabulary.tokens.enumerated() { ids[token] = .integer(id) }
    let added: [JSONValue] = vocabulary.specialIDs.sorted().compactMap { id in
      guard let token = vocabulary.token(at: id) else { return nil }
      return [
        "id": .integer(id), "content": .string(token), "special": true, "normalized": false,
        "single_word": false, "lstrip": false, "rstrip": false,
      ]
    }
    return [
      "version": "1.0", "truncation": nil, "padding": nil, "normalizer": nil,
      "added_tokens": .array(added),
      "pre_tokenizer": [
        "type": "Split", "pattern": ["Regex": .string(Self.everyScalar)],
        "behavior": "Isolated", "invert": false,
      ],
      "post_processor": nil,
      "decoder": ["type": "Fuse"],
      "model": [
        "type": "WordLevel", "vocab": .object(ids),
        "unk_token": .string(vocabulary.token(at: unknownID) ?? ""),
      ],
    ]
  }

  private static func requireCharacterPipeline(_ json: JSONValue, file: String) throws {
    let kind = json["model"]?["type"]?.stringValue ?? "an unnamed kind"
    guard kind == "WordLevel" else {
      throw failure(
        "The tokenizer is of the kind \(kind), which this version does not read.", file,
        "model.type")
    }
    let splitter = json["pre_tokenizer"]
    guard splitter?["type"]?.stringValue == "Split",
      splitter?["pattern"]?["Regex"]?.stringValue == everyScalar,
      splitter?["behavior"]?.stringValue == "Isolated",
      splitter?["invert"]?.boolValue != true
    else {
      throw failure("The tokenizer does not split into single characters.", file, "pre_tokenizer")
    }
    for field in ["normalizer", "post_processor"] {
      guard json[field]?.isNull ?? true else {
        throw failure(
          "The tokenizer has a \(field), which this version does not read.", file, field)
      }
    }
  }

  private static func specialIDs(
    _ added: JSONValue?, vocabulary: [String: JSONValue], file: String
  ) throws -> Set<Int> {
    var ids: Set<Int> = []
    for (index, token) in (added?.arrayValue ?? []).enumerated() {
      guard let id = token["id"]?.integerValue, let content = token["content"]?.stringValue,
        vocabulary[content]?.integerValue == id
      else {
        throw failure(
          "An added token has another id than in the vocabulary, or none.", file,
          "added_tokens[\(index)]")
      }
      if token["special"]?.boolValue == true { ids.insert(id) }
    }
    return ids
  }

  private static func failure(_ message: String, _ file: String, _ field: String) -> AssayError {
    AssayError(
      .badCheckpoint, message,
      advice: "This version reads character tokenizers: a WordLevel model over single characters.",
      location: SourceLocation(file: file, field: field))
  }
}
