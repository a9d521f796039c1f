// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTensor
import AssayTestSupport
import AssayText
import Foundation
import Testing

/// Writes what `Scripts/check/transformers_roundtrip.py` compares in Python.
@Suite(
  .enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"),
  .enabled(
    if: ProcessInfo.processInfo.environment["ASSAY_ROUNDTRIP"] != nil,
    "ASSAY_ROUNDTRIP names no folder to write"))
struct SavedFolderTests {
  init() throws { try loadTorch() }

  @Test func writesAFolderAndItsLogits() throws {
    let root = try #require(ProcessInfo.processInfo.environment["ASSAY_ROUNDTRIP"])
    let folder = URL(filePath: root, directoryHint: .isDirectory)
    let frame = try ChatFrame(tokenizer: CharacterTokenizer())
    var configuration = Qwen3ModelTests.small
    configuration.vocabularySize = frame.tokenizer.vocabularySize
    configuration.endIDs = [frame.endID]
    configuration.paddingID = frame.paddingID
    configuration.initializerRange = 0.2
    let model = try Qwen3Model(configuration, seed: 21)
    let checkpoint = Checkpoint(configuration: configuration, model: model, frame: frame)
    try checkpoint.save(to: folder)

    let texts = ["7+5=2?", "a\nb  c", "<|end|> is text", "é"]
    let prompts = texts.map { frame.prompt([.system("s"), .user($0)]) }
    let logits = try prompts.map { prompt -> JSONValue in
      let values = try model.logits(Tensor(prompt, shape: [1, prompt.count])).floats()
      let size = configuration.vocabularySize
      let rows = (0..<prompt.count).map { row in
        JSONValue.array(values[(row * size)..<((row + 1) * size)].map { .number(Double($0)) })
      }
      return ["ids": .array(prompt.map { .integer($0) }), "logits": .array(rows)]
    }
    // The template of Hugging Face would read a special token in the text as one.
    let plain = zip(texts, prompts).filter { !$0.0.contains("<|") }
    let rendered = plain.map { text, prompt -> JSONValue in
      [
        "messages": [
          ["role": "system", "content": "s"], ["role": "user", "content": .string(text)],
        ],
        "ids": .array(prompt.map { .integer($0) }),
      ]
    }
    let expected: JSONValue = ["logits": .array(logits), "prompts": .array(rendered)]
    try Data(expected.jsonText.utf8).write(to: folder.appending(path: "expected.json"))
  }
}
