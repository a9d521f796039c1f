// SPDX-License-Identifier: Apache-2.0

public import AssayCore
import AssayData
public import Foundation

extension SFTConfiguration.DataSource {
  /// All examples of the source.
  ///
  /// - Parameter workingFolder: What a file's path is relative to.
  /// - Throws: What a wrong path, row or setting gives.
  public func examples(workingFolder: URL) throws -> [Example] {
    switch self {
    case .file(let file):
      return try ExampleFile(URL(filePath: file, relativeTo: workingFolder).absoluteURL).read()
    case .digitChains(let settings):
      let settings = try DigitChains.Settings(json: settings)
      return Array(DigitChains(settings).prefix(settings.examples))
    }
  }
}
