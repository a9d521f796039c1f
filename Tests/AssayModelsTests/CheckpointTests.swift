// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayText
import Foundation
import Testing

@Suite(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
struct CheckpointTests {
  init() throws { try loadTorch() }

  @Test(arguments: Golden.names)
  func aSavedFolderGivesEqualLogits(name: String) async throws {
    let golden = try Golden(name)
    try await withTemporaryFolder { folder in
      let original = try Checkpoint.load(golden.folder)
      try original.save(to: folder)
      let again = try Checkpoint.load(folder)
      let tokens = try Tensor(golden.prompts[1], shape: [1, golden.prompts[1].count])
      #expect(
        try original.model.logits(tokens).floats() == again.model.logits(tokens).floats())
      #expect(original.fingerprint == again.fingerprint)

      // The layout is Hugging Face's own: the same weights give the same file.
      let ours = try Data(contentsOf: folder.appending(path: "model.safetensors"))
      let theirs = try Data(contentsOf: golden.folder.appending(path: "model.safetensors"))
      #expect(ours == theirs)
    }
  }

  @Test func halfPrecisionWeightsAndATokenizerRoundTrip() async throws {
    try await withTemporaryFolder { folder in
      let frame = try ChatFrame(tokenizer: CharacterTokenizer())
      var configuration = Qwen3ModelTests.small
      configuration.vocabularySize = frame.tokenizer.vocabularySize
      configuration.endIDs = [frame.endID]
      let model = try Qwen3Model(configuration, seed: 3)
      let checkpoint = Checkpoint(configuration: configuration, model: model, frame: frame)
      try checkpoint.save(to: folder, dtype: .bfloat16)
      let kept = try Checkpoint.load(folder, dtype: nil)
      #expect(kept.model.parameters.tensors.allSatisfy { $0.dtype == .bfloat16 })
      #expect(kept.frame?.endID == frame.endID)
      let widened = try Checkpoint.load(folder)
      let expected = try model.parameters.mapped { try $0.to(.bfloat16) }
      for (a, b) in zip(widened.model.parameters.tensors, expected.tensors) {
        #expect(try a.floats() == b.floats())
      }

      // A changed weight is another model.
      let other = Checkpoint(
        configuration: configuration, model: try Qwen3Model(configuration, seed: 4), frame: frame)
      try other.save(to: folder, dtype: .bfloat16)
      #expect(try Checkpoint.load(folder).fingerprint != kept.fingerprint)
    }
  }

  @Test func shardsAreReadByTheirList() async throws {
    let golden = try Golden("tied")
    try await withTemporaryFolder { folder in
      let whole = try Checkpoint.load(golden.folder)
      let parameters = whole.model.parameters
      let named = Array(zip(parameters.names, parameters.tensors))
      var map: [String: JSONValue] = [:]
      for (part, name) in ["one.safetensors", "two.safetensors"].enumerated() {
        let share = named.enumerated().filter { $0.offset % 2 == part }.map(\.element)
        for (tensor, _) in share { map[tensor] = .string(name) }
        try SafetensorsWriter.write(
          share.map { (name: $0.0, tensor: $0.1) }, to: folder.appending(path: name))
      }
      let index = JSONValue.object(["weight_map": .object(map)])
      try Data(index.jsonText.utf8)
        .write(to: folder.appending(path: "model.safetensors.index.json"))
      try FileManager.default.copyItem(
        at: golden.folder.appending(path: "config.json"), to: folder.appending(path: "config.json"))
      let loaded = try Checkpoint.load(folder).model.parameters
      for (a, b) in zip(loaded.tensors, parameters.tensors) {
        #expect(try a.floats() == b.floats())
      }

      map["model.norm.weight"] = "../elsewhere.safetensors"
      try Data(JSONValue.object(["weight_map": .object(map)]).jsonText.utf8)
        .write(to: folder.appending(path: "model.safetensors.index.json"))
      let error = #expect(throws: AssayError.self) { try Checkpoint.load(folder) }
      #expect(error?.location?.field == "model.norm.weight")

      try FileManager.default.removeItem(at: folder.appending(path: "two.safetensors"))
      map["model.norm.weight"] = "two.safetensors"
      try Data(JSONValue.object(["weight_map": .object(map)]).jsonText.utf8)
        .write(to: folder.appending(path: "model.safetensors.index.json"))
      let missing = #expect(throws: AssayError.self) { try Checkpoint.load(folder) }
      #expect(missing?.code == .fileUnreadable)
      #expect(missing?.location?.file.hasSuffix("two.safetensors") == true)
    }
  }

  /// Saves the tiny checkpoint with changed tensors and gives the error of loading it.
  func error(
    afterChanging change: (inout [String: Tensor]) throws -> Void
  ) async throws -> AssayError? {
    let golden = try Golden("tied")
    return try await withTemporaryFolder { folder in
      let parameters = try Checkpoint.load(golden.folder).model.parameters
      var tensors = Dictionary(uniqueKeysWithValues: zip(parameters.names, parameters.tensors))
      try change(&tensors)
      try FileManager.default.copyItem(
        at: golden.folder.appending(path: "config.json"), to: folder.appending(path: "config.json"))
      try SafetensorsWriter.write(
        tensors.map { (name: $0.key, tensor: $0.value) },
        to: folder.appending(path: "model.safetensors"))
      return #expect(throws: AssayError.self) { try Checkpoint.load(folder) }
    }
  }

  @Test func aMissingTensorIsNamed() async throws {
    let name = "model.layers.1.mlp.up_proj.weight"
    let error = try await error { $0[name] = nil }
    #expect(error?.code == .badCheckpoint)
    #expect(error?.message.contains("missing") == true)
    #expect(error?.location?.field == name)
  }

  @Test func aWrongShapeIsNamedBesideTheRightOne() async throws {
    let name = "model.layers.0.self_attn.k_norm.weight"
    let error = try await error { $0[name] = try Tensor.ones([9]) }
    #expect(error?.code == .badCheckpoint)
    #expect(error?.message.contains("[9]") == true)
    #expect(error?.message.contains("[8]") == true)
    #expect(error?.location?.field == name)
  }

  @Test func aTensorTooManyIsNamed() async throws {
    let name = "model.layers.0.self_attn.q_proj.bias"
    let error = try await error { $0[name] = try Tensor.ones([32]) }
    #expect(error?.location?.field == name)
  }

  @Test(arguments: ["config.json", "model.safetensors"])
  func aMissingFileIsNamed(name: String) async throws {
    let golden = try Golden("tied")
    try await withTemporaryFolder { folder in
      for file in ["config.json", "model.safetensors"] where file != name {
        try FileManager.default.copyItem(
          at: golden.folder.appending(path: file), to: folder.appending(path: file))
      }
      let error = #expect(throws: AssayError.self) { try Checkpoint.load(folder) }
      #expect(error?.code == .fileUnreadable)
      #expect(error?.location?.file.hasSuffix(name) == true)
    }
  }

  @Test func aTruncatedFileIsRefused() async throws {
    let golden = try Golden("tied")
    try await withTemporaryFolder { folder in
      try FileManager.default.copyItem(
        at: golden.folder.appending(path: "config.json"), to: folder.appending(path: "config.json"))
      let whole = try Data(contentsOf: golden.folder.appending(path: "model.safetensors"))
      for count in [0, 5, 8, 100, whole.count / 2, whole.count - 1] {
        try whole.prefix(count).write(to: folder.appending(path: "model.safetensors"))
        let error = #expect(throws: AssayError.self) { try Checkpoint.load(folder) }
        #expect(error?.code == .badCheckpoint)
      }
    }
  }

  @Test func aFolderThatCannotBeWrittenIsNamed() throws {
    let checkpoint = try Checkpoint.load(Golden("tied").folder)
    let error = #expect(throws: AssayError.self) {
      try checkpoint.save(to: URL(filePath: "/proc/no-such-folder"))
    }
    #expect(error?.code == .fileUnwritable)
  }
}
