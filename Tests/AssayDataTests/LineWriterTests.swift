// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayData
import AssayTestSupport
import Foundation
import Testing

@Suite struct LineWriterTests {
  private func text(_ file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
  }

  @Test func `Replacing shows the old file until the new one is whole`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "rows.jsonl")
      try Data("old\n".utf8).write(to: file)
      let writer = try LineWriter(replacing: file)
      try writer.append(["a": 1])
      try writer.flush()
      #expect(try text(file) == "old\n")
      try writer.finish()
      #expect(try text(file) == "{\"a\":1}\n")
      #expect(try names(in: folder) == ["rows.jsonl"])
    }
  }

  @Test func `Given up, a new file leaves nothing behind`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "rows.jsonl")
      try Data("old\n".utf8).write(to: file)
      do {
        let writer = try LineWriter(replacing: file)
        try writer.append(["a": 1])
        try writer.flush()
      }
      #expect(try text(file) == "old\n")
      #expect(try names(in: folder) == ["rows.jsonl"])
    }
  }

  @Test func `What a killed process left goes away, what another one writes stays`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "rows.jsonl")
      let strangers = ["rows.jsonl.partial", "rows.jsonl.old", "rows.jsonl.1-x.partial"]
      for name in strangers + ["rows.jsonl.4711-99.partial"] {
        try Data("half".utf8).write(to: folder.appending(path: name))
      }
      let other = try LineWriter(replacing: file)
      try other.append(1)
      #expect(try names(in: folder).filter { $0.hasPrefix("rows.jsonl.4711") } == [])
      let writer = try LineWriter(replacing: file)
      try writer.append(2)
      try writer.finish()
      #expect(try text(file) == "2\n")
      try other.finish()
      #expect(try text(file) == "1\n")
      #expect(try names(in: folder) == (["rows.jsonl"] + strangers).sorted())
    }
  }

  @Test func `A link stays a link, and permissions stay`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "rows.jsonl")
      let link = folder.appending(path: "link.jsonl")
      try Data("old\n".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path())
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      let writer = try LineWriter(replacing: link)
      try writer.append(1)
      try writer.finish()
      #expect(try text(file) == "1\n")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: link.path()) == file.path())
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path())
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test(arguments: [("", ""), ("{}\n", "{}\n"), ("{}", "{}\n")])
  func `Appending adds whole lines`(before: String, kept: String) async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "rows.jsonl")
      if !before.isEmpty { try Data(before.utf8).write(to: file) }
      for number in 1...2 {
        let writer = try LineWriter(appendingTo: file)
        try writer.append(.integer(number))
        try writer.finish()
      }
      #expect(try text(file) == kept + "1\n2\n")
    }
  }

  @Test func `Unwritable places are named`() async throws {
    try await withTemporaryFolder { folder in
      let nowhere = folder.appending(path: "none/rows.jsonl")
      for open in [
        { try LineWriter(replacing: nowhere) }, { try LineWriter(appendingTo: nowhere) },
      ] as [() throws -> LineWriter] {
        let error = #expect(throws: AssayError.self) { try open() }
        #expect(error?.code == .fileUnwritable)
        #expect(error?.message == "The folder for this file does not exist.")
        #expect(error?.location?.file == nowhere.path())
      }
      let isFolder = #expect(throws: AssayError.self) { try LineWriter(replacing: folder) }
      #expect(isFolder?.code == .fileUnwritable)
      #expect(isFolder?.message == "This is a folder, not a file.")
    }
  }

  /// `/dev/full` answers every write like a full disk does.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: "/dev/full"), "the system has no /dev/full"))
  func `A full disk is named with the file`() throws {
    let full = URL(filePath: "/dev/full")
    for open in [{ try LineWriter(replacing: full) }, { try LineWriter(appendingTo: full) }]
      as [() throws -> LineWriter]
    {
      let writer = try open()
      try writer.append("text")
      let error = #expect(throws: AssayError.self) { try writer.finish() }
      #expect(error?.code == .fileUnwritable)
      #expect(error?.message == "The disk is full.")
      #expect(error?.location?.file == "/dev/full")
    }
    #expect(FileManager.default.fileExists(atPath: "/dev/full"))
  }
}
