// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation
import Testing

@testable import AssayHub

@Suite struct VocabularyTests {
  /// What Python's fnmatch says of the same patterns, as huggingface_hub applies them.
  @Test(arguments: [
    ("*", "a/b", true),
    ("*.parquet", "data/x.parquet", true),
    ("data/*", "data/a/b", true),
    ("data/*", "datax", false),
    ("data/", "data/x", true),
    ("?.txt", "a.txt", true),
    ("?.txt", "ab.txt", false),
    ("[abc].md", "b.md", true),
    ("[!abc].md", "b.md", false),
    ("[a-c]x", "bx", true),
    ("[c-a]x", "bx", false),
    ("[]x]", "]", true),
    ("[ab", "[ab", true),
    ("a[", "a[", true),
    ("*a*b*c*", "xxaxxbxxc", true),
    ("*a*b*c*", "xxaxxcxxb", false),
    ("A.md", "a.md", false),
    ("", "", true),
    ("**", "x", true),
    ("a*", "a", true),
    ("[-a]", "-", true),
    ("[a-]", "-", true),
    ("*.json", "é.json", true),
    ("?.json", "é.json", true),
    ("[!]a]b", "]b", false),
    ("[!]a]b", "cb", true),
  ])
  func patternsAreThoseOfPython(pattern: String, path: String, matches: Bool) {
    #expect(FilePattern(pattern).matches(path) == matches)
  }

  @Test(
    arguments: [
      (HubSelection(), ["a.md", "d/a-1.csv", "d/a.csv", "e/a.csv"]),
      (HubSelection(include: ["d/"]), ["d/a-1.csv", "d/a.csv"]),
      (HubSelection(exclude: ["*.csv"]), ["a.md"]),
      (HubSelection(firstOf: [["d/a.csv", "d/*"]]), ["d/a.csv"]),
      (HubSelection(firstOf: [["x", "d/*"], ["y", "*.md"]]), ["a.md", "d/a-1.csv", "d/a.csv"]),
      (HubSelection(include: ["*.md"], firstOf: [["x"], ["e/*"]]), ["a.md", "e/a.csv"]),
      (HubSelection(exclude: ["d/a.csv"], firstOf: [["d/a.csv", "d/*"]]), ["d/a-1.csv"]),
      (HubSelection(firstOf: [["x"]]), []),
    ] as [(HubSelection, [String])])
  func selectionsTakeWhatIsMeant(selection: HubSelection, paths: [String]) {
    let all = ["a.md", "d/a-1.csv", "d/a.csv", "e/a.csv"]
    #expect(selection.selected(from: all).sorted() == paths)
  }

  @Test func manyStarsTakeNoTime() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!FilePattern(pattern).matches(String(repeating: "a", count: 4000)))
  }

  @Test(arguments: [
    ("allenai/reward-bench", "datasets--allenai--reward-bench"), ("gsm8k", "datasets--gsm8k"),
    ("a.b/c_d", "datasets--a.b--c_d"),
  ])
  func repositoriesHaveFolders(id: String, folder: String) throws {
    #expect(try HubRepository(id).folderName == folder)
  }

  @Test(arguments: [
    "", "/", "a/", "/a", "a/b/c", "a--b", "../a", "a/..", "a b", "a\n", ".a", "a/-b", "b.", "ä",
    String(repeating: "a", count: 97), "a%2fb", "a\\b",
  ])
  func namesThatTheHubRefusesAreRefused(id: String) {
    #expect(throws: AssayError.self) { try HubRepository(id) }
  }

  @Test(arguments: ["main", "v1.0", "refs/pr/1", "a-b_c", String(repeating: "a", count: 40)])
  func revisionsAreKept(text: String) throws {
    let revision = try HubRevision(text)
    #expect(revision.description == text)
    #expect(revision.isCommit == (text.count == 40))
  }

  @Test(arguments: [
    "", " ", "..", "a/../b", "/a", "a/", "a//b", "a b", ".hidden", "a/.b", "a\\b", "x.lock", "a~1",
  ])
  func textsThatAreNoRevisionAreRefused(text: String) {
    #expect(throws: AssayError.self) { try HubRevision(text) }
  }

  @Test(arguments: [
    ("https://huggingface.co", "https://huggingface.co"),
    ("https://hf-mirror.example/", "https://hf-mirror.example"),
    ("http://LOCALHOST:8080//", "http://localhost:8080"),
    ("https://host.example:443/hub/", "https://host.example/hub"),
  ])
  func endpointsAreRead(text: String, description: String) throws {
    #expect(try HubEndpoint(text).description == description)
  }

  @Test(arguments: ["", "huggingface.co", "ftp://a", "http://", "https://u:secret@h", "http://a?b"])
  func otherAddressesAreRefused(text: String) {
    let error = #expect(throws: AssayError.self) { try HubEndpoint(text) }
    #expect(error?.description.contains("secret") != true)
  }

  @Test func addressesAreEncoded() throws {
    let endpoint = try HubEndpoint("http://h")
    let data = try HubRepository("o/n")
    let revision = try HubRevision("refs/pr/1")
    #expect(
      endpoint.information(data, revision) == "http://h/api/datasets/o/n/revision/refs%2Fpr%2F1")
    #expect(
      endpoint.file(data, "c", "a b/ü#=,.json")
        == "http://h/datasets/o/n/resolve/c/a%20b/%C3%BC%23%3D%2C.json")
    let model = try HubRepository("o/n", kind: .model)
    #expect(endpoint.file(model, "c", "f") == "http://h/o/n/resolve/c/f")
  }

  @Test(
    arguments: [
      ([], nil), (["<http://h/a?cursor=1,2;3>; rel=\"next\""], "http://h/a?cursor=1,2;3"),
      (["<http://h/a>; rel=prev, <http://h/b>; rel=next"], "http://h/b"),
      (["<http://h/a>; rel=prev", "<http://h/b>; title=\"x\"; rel=\"next\""], "http://h/b"),
      (["<http://h/a>"], nil), (["nonsense"], nil), (["<http://h/a; rel=next"], nil),
    ] as [([String], String?)])
  func linksLeadOn(values: [String], next: String?) {
    #expect(LinkHeader.next(in: values) == next)
  }

  /// `printf hello | git hash-object --stdin`, and `sha256sum`.
  @Test(arguments: [
    HubChecksum.gitBlob("b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0"),
    .sha256("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
  ])
  func hashesAreThoseOfGitAndOfTheHub(checksum: HubChecksum) {
    for parts in [["hello"], ["he", "", "llo"]] {
      var digest = BlobDigest(checksum, size: 5)
      for part in parts { Array(part.utf8).withUnsafeBytes { digest.update($0) } }
      #expect(digest.isRight)
    }
    #expect(!BlobDigest(checksum, size: 5).isRight)
  }
}
