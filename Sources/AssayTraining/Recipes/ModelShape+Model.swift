// SPDX-License-Identifier: Apache-2.0

import AssayModels
import AssayTensor
import AssayText

extension ModelShape {
  /// The sizes of a decoder of this shape for a tokenizer.
  func configuration(for frame: ChatFrame) -> Qwen3Configuration {
    Qwen3Configuration(
      vocabularySize: frame.tokenizer.vocabularySize, hiddenSize: hiddenSize,
      intermediateSize: intermediateSize, layerCount: layers, headCount: attentionHeads,
      keyValueHeadCount: keyValueHeads, headSize: headDimension,
      contextLength: maximumPositions, normEpsilon: normEpsilon, ropeBase: ropeTheta,
      tiesEmbeddings: tiesEmbeddings, initializerRange: initializerRange,
      endIDs: [frame.endID], paddingID: frame.paddingID)
  }

  /// New weights of this shape; equal seeds give equal ones.
  @TensorActor
  func checkpoint(for frame: ChatFrame, seed: UInt64) throws -> Checkpoint {
    let sizes = configuration(for: frame)
    let model = try Qwen3Model(sizes, seed: seed)
    if scalesResiduals {
      for (name, tensor) in zip(model.parameters.names, model.parameters.tensors)
      where name.hasSuffix("o_proj.weight") || name.hasSuffix("down_proj.weight") {
        try tensor.multiplyInPlace(1 / Double(2 * layers).squareRoot())
      }
    }
    return Checkpoint(configuration: sizes, model: model, frame: frame)
  }
}
