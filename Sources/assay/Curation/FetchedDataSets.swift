// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayCore
import AssayCuration
import AssayData
import Foundation

/// The data sets that a recipe reads where `assay data pull` puts them.
struct FetchedDataSets: Sendable {
  private let folders: [String: URL]

  /// Finds them all, so that what is missing is told at once and not one after the other.
  init(of recipe: CurationRecipe) throws {
    var folders: [String: URL] = [:]
    var missing: [any DataSource] = []
    for name in recipe.fetchedDataSets {
      let source = try DataSources.named(name)
      folders[name] = DataFolders.location.find(source)
      if folders[name] == nil { missing.append(source) }
    }
    self.folders = folders
    guard missing.isEmpty else { throw Self.failure(missing) }
  }

  func folder(of name: String) throws -> URL {
    guard let folder = folders[name] else { throw CurationContext.noDataSet(name) }
    return folder
  }

  private static func failure(_ missing: [any DataSource]) -> AssayError {
    let fetched = missing.filter(\.card.isOnHub).map(\.name)
    let others = missing.filter { !$0.card.isOnHub }.map { "\($0.name) (\($0.card.homepage))" }
    var advice: [String] = []
    if !fetched.isEmpty {
      advice.append("Fetch with: assay data pull \(fetched.joined(separator: " ")).")
    }
    if !others.isEmpty {
      advice.append(
        "Not on the hub: \(others.joined(separator: ", ")); name the 'path' in the recipe.")
    }
    let count = missing.count == 1 ? "A data set is" : "\(missing.count) data sets are"
    return AssayError(
      .fileUnreadable,
      "\(count) not on this machine: \(missing.map(\.name).joined(separator: ", ")).",
      advice: advice.joined(separator: " "))
  }
}
