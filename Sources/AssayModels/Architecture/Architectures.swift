// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// The architectures that can be loaded, by the names in `config.json`.
public enum Architectures {
  /// One architecture: its Hugging Face name and how to read its configuration.
  public struct Row: Sendable {
    /// The entry of `architectures` in `config.json`.
    public let name: String
    /// Reads a `config.json` with its path, for messages.
    public let configuration:
      @Sendable (_ json: JSONValue, _ file: String) throws -> any DecoderConfiguration
  }

  /// All architectures.
  public static let all = [
    Row(name: "Qwen3ForCausalLM") { json, file in try Qwen3Configuration(json: json, file: file) }
  ]

  /// The configuration in a `config.json`.
  ///
  /// - Throws: An `AssayError` with code `badCheckpoint` that names the architecture that was
  ///   found and those that are supported, or the field that is wrong.
  public static func configuration(_ json: JSONValue, file: String) throws
    -> any DecoderConfiguration
  {
    let found = json["architectures"]?[0]?.stringValue ?? "none"
    guard let row = all.first(where: { $0.name == found }) else {
      throw AssayError(
        .badCheckpoint,
        "The architecture is \(found); supported: \(all.map(\.name).joined(separator: ", ")).",
        advice: "Serve other models behind an OpenAI-compatible endpoint.",
        location: SourceLocation(file: file, field: "architectures"))
    }
    return try row.configuration(json, file)
  }
}
