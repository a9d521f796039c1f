// SPDX-License-Identifier: Apache-2.0

extension CurationRecipe {
  /// The data sets that stages read where they were fetched, without a path of their own, by name.
  public var fetchedDataSets: [String] {
    let reading = stages.compactMap { $0.operation as? ReadOperation }
    return Set(reading.filter { $0.path == nil }.compactMap(\.source)).sorted()
  }
}
