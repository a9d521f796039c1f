// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Foundation
import Testing

@Suite struct RegistryTests {
  /// Every type in the module that declares itself a filter has its card in the registry.
  @Test func folderAndRegistryAgree() throws {
    let folder = SharedData.packageRoot.appending(path: "Sources/AssayCuration")
    var named: Set<String> = []
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard text.contains("static let card = FilterCard(") else { continue }
      for match in text.matches(of: /FilterCard\(\n\s+name: "([a-z0-9-]+)"/) {
        named.insert(String(match.output.1))
      }
    }
    #expect(named == Set(CurationFilters.all.map(\.name)))
    #expect(CurationFilters.all.map(\.name) == CurationFilters.all.map(\.name).sorted())
  }

  @Test(arguments: CurationFilters.all)
  func cardsSayWhatAPersonNeeds(card: FilterCard) {
    #expect(card.summary.hasSuffix("."))
    #expect(!card.reasons.isEmpty)
    #expect(Set(card.reasons.map(\.name)).count == card.reasons.count)
    #expect(Set(card.parameters.map(\.name)).count == card.parameters.count)
    for reason in card.reasons { #expect(reason.meaning.hasSuffix("."), "\(reason.name)") }
    for parameter in card.parameters { #expect(!parameter.meaning.isEmpty) }
  }
}
