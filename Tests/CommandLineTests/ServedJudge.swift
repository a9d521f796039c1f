// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import Foundation

/// A judge behind the loopback server: its verdicts follow from the prompts, so that every run
/// against it is the same run.
struct ServedJudge: Sendable {
  /// The share of answers that hold no verdict; each is asked for once more.
  var unreadable = 0.0
  /// How long an answer takes.
  var pause: Duration = .zero

  /// Answers a prompt of R3's.
  func reply(to request: ServedRequest) -> ServedReply {
    let prompt = request.prompt
    var generator = SeededGenerator(
      seed: StableHash.fnv1a(String(decoding: request.body, as: UTF8.self)), stream: "judge")
    let isReadable = generator.unit() >= unreadable
    let coin = generator.below(2) == 0
    let score =
      if prompt.contains("### RESPONSE 2") {
        coin ? "Response 1" : "Response 2"
      } else if prompt.contains("\ntrue: ") {
        coin ? "true" : "false"
      } else {
        "\(1 + generator.below(5))"
      }
    let text =
      isReadable ? #"{"explanation": "So it is.", "score": "\#(score)"}"# : "So it goes."
    let reply = ServedReply.chat(text, usage: (prompt.utf8.count / 4, 12))
    return pause > .zero ? .delayed(pause, reply) : reply
  }
}

extension CommandLineProgram {
  /// Makes a file of examples of all kinds, six for each group.
  static func examples(groups: Int, in folder: URL) async throws -> String {
    let file = folder.appending(path: "examples.jsonl").path()
    let made = try await run([
      "data", "generate", "--groups", "\(groups)", "--seed", "3", "--out", file,
    ])
    guard made.status == 0 else {
      throw AssayError(.malformedFile, "No examples were made: \(made.errors)")
    }
    return file
  }
}

/// A folder with examples and a place for everything that a run leaves.
struct RunFolder: Sendable {
  var folder: URL
  var data: String

  init(_ folder: URL, groups: Int) async throws {
    self.folder = folder
    data = try await CommandLineProgram.examples(groups: groups, in: folder)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path() }

  /// The arguments of a run against the server; its files begin with the name.
  func arguments(_ server: FaultServer, _ name: String = "run") -> [String] {
    [
      "judge", "--data", data, "--endpoint", server.address, "--model", "judge", "--out",
      path("\(name).jsonl"), "--store", path("\(name).sqlite"), "--retry-wait", "0.01", "--json",
    ]
  }
}
