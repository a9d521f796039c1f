// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayTestSupport
import CTorch
import Foundation
import Testing

@testable import AssayTensor

@Suite struct RuntimeTests {
  @Test func searchPathsFollowTheEnvironment() {
    let home = URL(filePath: "/home/ada", directoryHint: .isDirectory)
    func paths(_ environment: [String: String]) -> [String] {
      TensorRuntime.defaultSearchPaths(home: home, environment: environment).map { $0.path() }
    }
    let name = TensorRuntime.libraryName
    #expect(paths([:]) == ["/home/ada/.cache/assay/torch/current/\(name)"])
    #expect(paths(["XDG_CACHE_HOME": ""]) == paths([:]))
    #expect(paths(["XDG_CACHE_HOME": "/c"]) == ["/c/assay/torch/current/\(name)"])
    #expect(paths(["ASSAY_TORCH": "/x/y.so"]) == ["/x/y.so"])
    #expect(paths(["ASSAY_TORCH": "/x"]) == ["/x/\(name)"])
  }

  @Test func aMissingLibrarySaysWhatToDo() {
    let error = TensorRuntime.missing([URL(filePath: "/nowhere/lib.so")])
    #expect(error.code == .runtimeMissing)
    #expect(
      error.description
        == "The tensor library is not installed: there is nothing at /nowhere/lib.so."
        + " Run `make setup` in the package's folder, which downloads and builds it.")
    #expect(TensorRuntime.notLoaded.code == .runtimeMissing)
  }

  private let signature = String(cString: assay_torch_signature())

  /// What the loader makes of a shim's own words.
  private func verdict(
    signature: String?, compiled: String, running: String
  ) -> (result: AssayTorchLoad, message: String) {
    var table = AssayTorchTable()
    var message = [CChar](repeating: 0, count: 512)
    let result = withUnsafePointer(to: &table) { table in
      compiled.withCString { compiled in
        running.withCString { running in
          func check(_ signature: UnsafePointer<CChar>?) -> AssayTorchLoad {
            var identity = AssayTorchIdentity(
              signature: signature, compiled_version: compiled, running_version: running,
              compiler: nil, table: table)
            return assay_torch_check(&identity, &message, message.count)
          }
          return signature.map { $0.withCString { check($0) } } ?? check(nil)
        }
      }
    }
    let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (result, String(decoding: text, as: UTF8.self))
  }

  @Test func anotherVersionIsRefusedByName() {
    let found = verdict(
      signature: signature, compiled: "2.13.0", running: "2.11.0")
    #expect(found.result == AssayTorchLoadVersion)
    #expect(
      found.message == "it was compiled against libtorch 2.13.0, but libtorch 2.11.0 is loaded")
    let fitting = verdict(
      signature: signature, compiled: "2.13.0", running: "2.13.0")
    #expect(fitting.result == AssayTorchLoadOk && fitting.message.isEmpty)
  }

  @Test func aShimOfOtherSourcesIsRefused() {
    let found = verdict(signature: "int32_t add(void)", compiled: "2.13.0", running: "2.13.0")
    #expect(found.result == AssayTorchLoadStale)
    #expect(found.message.contains("another list of operations"))
    #expect(verdict(signature: nil, compiled: "", running: "").result == AssayTorchLoadNotAShim)
    var message = [CChar](repeating: 0, count: 8)
    #expect(assay_torch_check(nil, &message, 8) == AssayTorchLoadNotAShim)
    #expect(message.last == 0)
  }

  @Test func whatIsNoShimIsRefused() async throws {
    func inspected(_ path: String) -> (result: AssayTorchLoad, message: String) {
      var identity: UnsafePointer<AssayTorchIdentity>?
      var message = [CChar](repeating: 0, count: 512)
      let result = assay_torch_inspect(path, &identity, &message, message.count)
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return (result, String(decoding: text, as: UTF8.self))
    }
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "text.so")
      try Data("text".utf8).write(to: file)
      let text = inspected(file.path())
      #expect(text.result == AssayTorchLoadFailed && text.message.contains("text.so"))
      #expect(inspected("/nowhere/at/all.so").result == AssayTorchLoadFailed)
      #if os(Linux)
        let other = inspected("libm.so.6")
        #expect(other.result == AssayTorchLoadNotAShim)
        #expect(other.message == "it lacks the symbol assay_torch_identity")
      #endif
    }
    let error = TensorRuntime.unusable("/x.so", "it lacks the symbol assay_torch_identity")
    #expect(error.code == .runtimeMissing)
    #expect(error.message.contains("at /x.so cannot be used: it lacks the symbol"))
  }

  @Test(.enabled(if: TorchRuntime.isExpected, "\(TorchRuntime.absence)"))
  func theInstalledLibraryLoadsAndTellsOfItself() throws {
    try Library.load()
    let loaded = try #require(TensorRuntime.loaded)
    #expect(loaded.torch.hasPrefix("2."))
    #expect(try TensorRuntime.threads() >= 1)
    #expect(try TensorRuntime.configuration().contains("PyTorch"))
    let capabilities = try TensorRuntime.capabilities()
    #expect(!capabilities.vectors.isEmpty && capabilities.threads >= 1)
    let wanted: DType = capabilities.fastBFloat16 ? .bfloat16 : .float32
    #expect(try TensorRuntime.preferredComputeType(for: .cpu) == wanted)
    #expect(try TensorRuntime.preferredComputeType(for: .cuda(0)) == .bfloat16)
    #expect(try TensorRuntime.measuredProductRate(.float32, size: 64, repeats: 2) > 0)
    // Every entry of the table is filled.
    let table = try #require(assay_torch_table())
    let words = MemoryLayout<AssayTorchTable>.size / MemoryLayout<Int>.size
    table.withMemoryRebound(to: Int.self, capacity: words) { words in
      #expect((0..<MemoryLayout<AssayTorchTable>.size / 8).allSatisfy { words[$0] != 0 })
    }
  }
}
