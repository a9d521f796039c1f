// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation

/// Reads and writes the tokenizer of a Hugging Face model folder: `tokenizer.json` and
/// `tokenizer_config.json`.
public enum TokenizerFolder {
  /// The kinds of `model.type` in `tokenizer.json` that can be read.
  public static let supportedKinds = ["WordLevel"]

  /// Reads the tokenizer and the chat frame of a folder.
  ///
  /// - Throws: An `AssayError` with code `fileUnreadable` where a file is missing, `malformedFile`
  ///   where it is not JSON, and `badCheckpoint` where the kind of tokenizer or the chat template
  ///   is not one that can be read.
  public static func load(_ folder: URL) throws -> ChatFrame {
    let file = folder.appending(path: "tokenizer.json")
    let json = try JSONFile.read(file)
    let kind = json["model"]?["type"]?.stringValue ?? "none"
    guard supportedKinds.contains(kind) else {
      throw AssayError(
        .badCheckpoint,
        "The tokenizer is of the kind \(kind); this version reads \(supportedKinds.joined()).",
        advice: kind == "BPE"
          ? "Byte-level BPE is not supported: serve the model behind an OpenAI-compatible endpoint."
          : "Use a folder with a character tokenizer.",
        location: SourceLocation(file: file.path(percentEncoded: false), field: "model.type"))
    }
    try requireFrame(folder.appending(path: "tokenizer_config.json"))
    return try ChatFrame(
      tokenizer: CharacterTokenizer(json: json, file: file.path(percentEncoded: false)))
  }

  /// The two files, by name, for a character tokenizer in the chat frame.
  ///
  /// - Parameter contextLength: The longest sequence of the model, in tokens.
  public static func files(
    _ tokenizer: CharacterTokenizer, contextLength: Int
  ) -> [(name: String, text: String)] {
    let configuration: JSONValue = [
      "tokenizer_class": "PreTrainedTokenizerFast",
      "model_max_length": .integer(contextLength),
      "clean_up_tokenization_spaces": false,
      "pad_token": .string(ChatFrame.Special.padding.rawValue),
      "unk_token": .string(ChatFrame.Special.unknown.rawValue),
      "eos_token": .string(ChatFrame.Special.end.rawValue),
      "chat_template": .string(ChatFrame.template),
    ]
    return [
      ("tokenizer.json", tokenizer.json.jsonText + "\n"),
      ("tokenizer_config.json", configuration.jsonText + "\n"),
    ]
  }

  /// A folder whose template says something else than the frame would be asked in words that the
  /// model never saw in training, and nobody would notice.
  private static func requireFrame(_ file: URL) throws {
    let configuration = try JSONFile.read(file)
    guard configuration["chat_template"]?.stringValue == ChatFrame.template else {
      throw AssayError(
        .badCheckpoint, "The chat template is missing or is not one that this version knows.",
        advice: "Use a folder that was written by this project, or an endpoint that applies it.",
        location: SourceLocation(file: file.path(percentEncoded: false), field: "chat_template"))
    }
  }
}
