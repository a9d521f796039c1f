// SPDX-License-Identifier: Apache-2.0

/// Small repositories of both kinds, with files in git and outside it, in folders and not.
public enum SampleRepositories {
  public static var all: [ServedRepository] { [data, model] }

  /// A data set in the form of `Qwen/ProcessBench`, and more files.
  public static var data: ServedRepository {
    ServedRepository(
      "datasets/org/bench", commit: String(repeating: "0123456789", count: 4),
      revisions: ["main", "v1.0", "refs/pr/1"],
      files: [
        ServedFile(".gitattributes", "*.bin filter=lfs\n"),
        ServedFile("README.md", "---\nlicense: odc-by\n---\n# Bench\n"),
        ServedFile("data/one two,a=b.json", "[{\"id\": \"1\"}]\n"),
        ServedFile("data/deep/er/empty.txt", ""),
        ServedFile("large/first.bin", bytes(300_000, seed: 1), isLarge: true),
        ServedFile("large/second.bin", bytes(70_001, seed: 2), isLarge: true),
        // The same bytes under a second name share a blob.
        ServedFile("large/copy.bin", bytes(70_001, seed: 2), isLarge: true),
      ])
  }

  /// A model's folder; an old name without an organisation.
  public static var model: ServedRepository {
    ServedRepository(
      "models/tiny", commit: String(repeating: "abcdef0123", count: 4), licence: "apache-2.0",
      files: [
        ServedFile("config.json", "{\"model_type\": \"qwen3\"}\n"),
        ServedFile("model.safetensors", bytes(5_000, seed: 3), isLarge: true),
      ])
  }

  /// Bytes that look like nothing, the same ones for the same seed.
  public static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }
}
