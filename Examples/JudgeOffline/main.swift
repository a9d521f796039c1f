// SPDX-License-Identifier: Apache-2.0
// Judges generated problems with the evaluator that ships with the package: no network, no key.
//
//   swift run JudgeOffline
import AssayCore
import AssayData
import AssayJudging
import AssayModels
import AssayTensor
import Foundation

// A library never looks at the environment, so the program says where the tensor library may be.
try TensorRuntime.load(
  searching: TensorRuntime.defaultSearchPaths(
    home: FileManager.default.homeDirectoryForCurrentUser,
    environment: ProcessInfo.processInfo.environment))

let world = DigitChains(.init(seed: 3, split: .heldOut))
let examples = try world.examples(groups: 2, tasks: DigitChainTask.fare)
let judge = Judge(
  style: CompactStyle(),
  model: try LocalChatModel.load(EmbeddedEvaluator.mini.folder()),
  sampling: SamplingParameters(maximumTokens: 160))
for record in try await judge.records(of: examples) {
  let example = examples.first { $0.id == record.example }
  print("\(record.example) \(record.order.rawValue): \(record.shown)")
  print("  gold: \(example?.gold.map { "\($0)" } ?? "none"); the judge wrote:")
  print("  " + (record.completion?.text ?? "").replacing("\n", with: "\n  "))
}
