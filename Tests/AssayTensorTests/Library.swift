// SPDX-License-Identifier: Apache-2.0
import AssayTensor
import AssayTestSupport

/// The tensor library, loaded once for every suite of this module.
enum Library {
  static func load() throws {
    try TensorRuntime.load(searching: TorchRuntime.searchPaths)
  }
}
