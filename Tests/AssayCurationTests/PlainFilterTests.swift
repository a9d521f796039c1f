// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Foundation
import Testing

@Suite struct PlainFilterTests {
  @Test func malformedExamplesLeaveWithTheirReasons() async throws {
    var flawed = statement("flawed")
    flawed.responses = []
    let examples = [
      statement("a"), flawed, statement("b", gold: nil), statement("c", " \n", "x"),
      statement("d", "q", " \t"), pair("e", ["same", "same"]), statement("a", "another"),
      statement("a", "another", source: "other"),
    ]
    #expect(
      try await outcomes(MalformedExamples(), examples) == [
        "kept", "flaw", "no-gold", "no-question", "empty-response", "equal-responses",
        "repeated-identifier", "kept",
      ])
    #expect(
      try await outcomes(MalformedExamples(requiresGold: false), [statement("b", gold: nil)])
        == ["kept"])
    let fates = try await MalformedExamples().fates(of: [flawed])
    #expect(fates[0].departure?.detail.contains("responses") ?? false)
  }

  @Test func lengthsAreCountedInTheUnitAskedFor() async throws {
    let example = statement("a", "one two  three\nfour", "five")
    let cases: [(LengthFilter, String)] = [
      (LengthFilter(question: 4...4, response: 1...1), "kept"),
      (LengthFilter(question: 5...9), "too-short"), (LengthFilter(question: 0...3), "too-long"),
      (LengthFilter(unit: .characters, response: 5...9), "too-short"),
      (LengthFilter(unit: .tokens { $0.utf8.count }, response: 0...3), "too-long"),
      (LengthFilter(total: 5...5), "kept"), (LengthFilter(total: 0...4), "too-long"),
    ]
    for (filter, expected) in cases {
      #expect(try await outcomes(filter, [example]) == [expected])
    }
    let fates = try await LengthFilter(response: 2...9).fates(of: [example])
    #expect(fates[0].departure?.detail == "responses[0]: 1 words, at least 2")
  }

  private static let licences: [(String, LicenceTerms)] = [
    ("MIT", .permissive), ("apache-2.0", .permissive), ("CC-BY-4.0", .permissive),
    ("CC-BY-NC-4.0", .restricted), ("CC-BY-SA-4.0", .restricted), ("GPL-3.0-only", .restricted),
    ("MIT OR GPL-3.0-only", .permissive), ("MIT AND GPL-3.0-only", .restricted),
    ("(MIT OR GPL-2.0-only) AND CC-BY-NC-4.0", .restricted), ("see upstream", .unknown),
    ("Apache-2.0 WITH LLVM-exception", .permissive), ("", .unknown), ("MIT AND", .unknown),
    ("(MIT", .unknown), ("MIT Apache-2.0", .unknown), ("MIT AND Custom-1", .unknown),
    ("OpenRAIL", .unknown), ("BSD-3-Clause", .permissive), ("LGPL-2.1+", .restricted),
  ]

  @Test(arguments: licences)
  func licencesAreReadAsSPDXExpressions(text: String, terms: LicenceTerms) {
    #expect(LicenceTerms(of: text) == terms)
  }

  @Test func deepExpressionsAreNotFollowed() {
    #expect(LicenceTerms(of: String(repeating: "(", count: 5000) + "MIT") == .unknown)
  }

  @Test func whatHasNoKnownLicenceIsNotPermissive() async throws {
    let filter = LicenceFilter(licences: ["good": "MIT", "bad": "CC-BY-NC-4.0"])
    let examples = [
      statement("a", source: "good"), statement("b", source: "bad"), statement("c", source: "new"),
      statement("d", source: "good", metadata: ["licence": "CC-BY-ND-4.0"]),
      statement("e", source: "bad", metadata: ["license": "CC0-1.0"]),
    ]
    #expect(
      try await outcomes(filter, examples)
        == ["kept", "not-permissive", "unknown-licence", "not-permissive", "kept"])
  }

  private static let languages: [(String, TextLanguage?)] = [
    (
      """
      It is said that the house at the end of the road was empty for years, and that nobody from \
      the village would go near it.
      """, .english
    ),
    (
      """
      Das Haus am Ende der Straße ist seit vielen Jahren leer, und niemand aus dem Dorf will sich \
      ihm auch nur von weitem nähern.
      """, .german
    ),
    (
      """
      La maison au bout de la rue est vide depuis des années et personne dans le village ne veut \
      s'en approcher, pas même le jour.
      """, .french
    ),
    (
      """
      La casa que está al final de la calle lleva muchos años vacía y nadie en el pueblo se quiere \
      acercar a ella ni de día.
      """, .spanish
    ),
    (
      """
      La casa che si trova alla fine della strada è vuota da anni e non c'è nessuno nel paese che \
      le si voglia avvicinare di giorno.
      """, .italian
    ),
    (
      """
      A casa que fica no fim da rua está vazia há muitos anos e ninguém na aldeia se quer \
      aproximar dela, nem mesmo de dia, com os amigos.
      """, .portuguese
    ),
    (
      """
      Het huis aan het einde van de straat is al jaren leeg en er is niemand in het dorp die er in \
      de buurt wil komen, ook niet op de dag.
      """, .dutch
    ),
    ("Этот дом стоит пустой уже много лет", .cyrillic), ("这座房子已经空了很多年没有人", .han),
    ("この家は何年も空き家になっている", .japanese), ("이 집은 몇 년째 비어 있습니다", .hangul),
    ("for i in range(10): print(i * 2)", nil), ("42", nil), ("", nil), ("E = mc^2 + x", nil),
  ]

  @Test(arguments: languages)
  func languagesAreToldOrLeftOpen(text: String, language: TextLanguage?) {
    #expect(TextLanguage.detect(text) == language)
  }

  @Test func onlyCertainForeignersLeave() async throws {
    let filter = try LanguageFilter([.english])
    let german = """
      Das Haus ist seit vielen Jahren leer, und niemand aus dem Dorf will sich ihm auch nur von \
      weitem nähern, nicht bei Tag und nicht bei Nacht.
      """
    let fates = try await filter.fates(of: [
      statement("a", "def f(x): return x", "42"), statement("b", "Translate this.", german),
    ])
    #expect(fates.map { $0.departure?.detail } == [nil, "responses[0]: de"])
    #expect(throws: AssayError.self) { try LanguageFilter([]) }
  }
}
