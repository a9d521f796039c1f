// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Reads the fields of a policy; what is wrong is named by its path.
struct PolicyFields {
  var file: String
  var folder: URL

  func policy(_ json: JSONValue) throws -> PolicyFile {
    let root = try members(json, "", known: ["judges", "jury", "cascade"])
    guard let list = root["judges"]?.arrayValue, !list.isEmpty else {
      throw failure("judges", "must be a list of one or more judges")
    }
    let judges = try list.enumerated().map { try judge($1, at: "judges[\($0)]") }
    var seen: Set<String> = []
    for (index, judge) in judges.enumerated() where !seen.insert(judge.name).inserted {
      throw failure(
        "judges[\(index)]", "is the second judge '\(judge.name)'; give each a name of its own")
    }
    switch (root["jury"], root["cascade"]) {
    case (let json?, nil): return PolicyFile(judges: judges, kind: try jury(json, judges))
    case (nil, let json?): return PolicyFile(judges: judges, kind: try cascade(json))
    default: throw failure("", "needs either jury or cascade, and not both")
    }
  }

  private func jury(_ json: JSONValue, _ judges: [PolicyFile.Member]) throws -> PolicyFile.Kind {
    let fields = try members(json, "jury", known: ["vote", "calibration"])
    let names = PolicyFile.Vote.allCases.map(\.rawValue)
    let word = try fields["vote"].map { try choice($0, "jury.vote", of: names) } ?? "majority"
    let vote = PolicyFile.Vote(rawValue: word) ?? .majority
    let calibration = try fields["calibration"].map { try path($0, "jury.calibration") }
    let weighted = judges.firstIndex { $0.weight != nil }
    if vote == .weighted {
      if let weighted, calibration != nil {
        throw failure(
          "judges[\(weighted)].weight", "goes without jury.calibration, which makes the weights")
      }
      if calibration == nil, let missing = judges.firstIndex(where: { $0.weight == nil }) {
        throw failure(
          "judges[\(missing)]", "has no weight; give every judge one, or jury.calibration")
      }
      if calibration == nil, judges.allSatisfy({ $0.weight == 0 }) {
        throw failure("judges[0].weight", "is 0 as all others; at least one must count")
      }
    } else if calibration != nil {
      throw failure("jury.calibration", "needs 'vote: weighted'")
    } else if let weighted {
      throw failure("judges[\(weighted)].weight", "needs 'vote: weighted'")
    }
    return .jury(PolicyFile.Jury(vote: vote, calibration: calibration))
  }

  private func cascade(_ json: JSONValue) throws -> PolicyFile.Kind {
    let fields = try members(json, "cascade", known: ["escalate-below", "escalate-on-flip"])
    var escalation = Cascade.Escalation()
    if let json = fields["escalate-below"] {
      escalation.minimumConfidence = try number(json, "cascade.escalate-below", in: 0...1)
    }
    if let json = fields["escalate-on-flip"] {
      escalation.onFlip = try truth(json, "cascade.escalate-on-flip")
    }
    return .cascade(escalation)
  }

  private static let judgeFields = [
    "name", "model", "endpoint", "key", "style", "style-file", "form", "samples", "pool",
    "expected-score", "temperature", "top-p", "max-tokens", "dialect", "thinking-end",
    "structured-output", "concurrency", "requests-per-minute", "tokens-per-minute", "weight",
  ]

  private func judge(_ json: JSONValue, at place: String) throws -> PolicyFile.Member {
    let fields = try members(json, place, known: Self.judgeFields)
    func read<Value>(
      _ name: String, _ body: (JSONValue, String) throws -> Value
    ) rethrows -> Value? {
      try fields[name].map { try body($0, "\(place).\(name)") }
    }
    let model = try read("model", text)
    guard let name = try read("name", text) ?? model else {
      throw failure(place, "has neither a name nor a model")
    }
    guard name.allSatisfy({ !$0.isWhitespace && $0 != "#" }) else {
      throw failure("\(place).name", "may have no space and no #")
    }
    var judge = PolicyFile.Member(name: name, model: model)
    judge.endpoints = try read("endpoint", texts) ?? []
    judge.keyVariable = try read("key", text)
    judge.style = try read("style", text)
    judge.styleFile = try read("style-file", path)
    if judge.style != nil, judge.styleFile != nil {
      throw failure("\(place).style-file", "goes without style")
    }
    judge.form = try read("form") { json, path in
      PromptForm(rawValue: try choice(json, path, of: PromptForm.allCases.map(\.rawValue)))
    }.flatMap { $0 }
    judge.pool = try read("pool") { json, path in
      PoolingRule(rawValue: try choice(json, path, of: PoolingRule.allCases.map(\.rawValue)))
    }.flatMap { $0 }
    judge.samples = try read("samples", count)
    judge.expectedScore = try read("expected-score", truth)
    judge.temperature = try read("temperature") { try number($0, $1, in: 0...100) }
    judge.topP = try read("top-p") { try number($0, $1, in: 0.000_001...1) }
    judge.maximumTokens = try read("max-tokens", count)
    judge.dialect = try read("dialect", text)
    judge.thinkingEnd = try read("thinking-end", text)
    judge.structuredOutput = try read("structured-output", truth)
    judge.concurrency = try read("concurrency", count)
    judge.requestsPerMinute = try read("requests-per-minute") {
      try number($0, $1, in: 0.001...1e9)
    }
    judge.tokensPerMinute = try read("tokens-per-minute") { try number($0, $1, in: 0.001...1e12) }
    judge.weight = try read("weight") { try number($0, $1, in: 0...1e9) }
    return judge
  }
}

extension PolicyFields {
  func failure(_ path: String, _ what: String) -> AssayError {
    AssayError(
      .malformedFile,
      "The \(path.isEmpty ? "policy" : "field '\(path)' of the policy") \(what).",
      advice: "See \"Several judges\" in the documentation of judging.",
      location: SourceLocation(file: file, field: path.isEmpty ? nil : path))
  }

  private func members(
    _ json: JSONValue, _ path: String, known: [String]
  ) throws -> [String: JSONValue] {
    guard let members = json.objectValue else {
      // `jury:` with nothing behind it takes every default.
      if !path.isEmpty, json == .null || json.stringValue?.isEmpty == true { return [:] }
      throw failure(path, "has no fields")
    }
    for key in members.keys.sorted() where !known.contains(key) {
      throw failure(
        path.isEmpty ? key : "\(path).\(key)",
        "is unknown; there are \(known.joined(separator: ", "))")
    }
    return members
  }

  private func text(_ json: JSONValue, _ path: String) throws -> String {
    guard let text = json.stringValue, !text.isEmpty else { throw failure(path, "is not a text") }
    return text
  }

  private func texts(_ json: JSONValue, _ path: String) throws -> [String] {
    guard let list = json.arrayValue else { return [try text(json, path)] }
    return try list.enumerated().map { try text($1, "\(path)[\($0)]") }
  }

  private func path(_ json: JSONValue, _ path: String) throws -> URL {
    let text = try text(json, path)
    return text.hasPrefix("/") ? URL(filePath: text) : folder.appending(path: text)
  }

  private func choice(_ json: JSONValue, _ path: String, of names: [String]) throws -> String {
    let word = try text(json, path)
    guard names.contains(word) else {
      throw failure(path, "is '\(word)'; it must be one of \(names.joined(separator: ", "))")
    }
    return word
  }

  private func truth(_ json: JSONValue, _ path: String) throws -> Bool {
    try choice(json, path, of: ["true", "false"]) == "true"
  }

  private func count(_ json: JSONValue, _ path: String) throws -> Int {
    guard let value = Int(try text(json, path)), value >= 1 else {
      throw failure(path, "is not a whole number of 1 or more")
    }
    return value
  }

  private func number(
    _ json: JSONValue, _ path: String, in range: ClosedRange<Double>
  ) throws -> Double {
    guard let value = Double(try text(json, path)), range.contains(value) else {
      throw failure(path, "is not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
