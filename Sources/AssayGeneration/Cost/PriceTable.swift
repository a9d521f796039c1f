// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Yams

/// Prices by model name, from a YAML file that its user edits.
///
/// ```yaml
/// currency: USD
/// # Per million tokens. The first line that matches counts; * stands for any text.
/// models:
///   - model: gpt-4o-mini*
///     input: 0.15
///     output: 0.60
/// ```
public struct PriceTable: Sendable, Hashable {
  public var currency: String
  /// The lines of the table, in their order.
  public var lines: [Line]

  /// The prices of the models that a pattern matches.
  public struct Line: Sendable, Hashable {
    /// A name in which `*` stands for any text, the empty one included; case does not matter.
    public var model: String
    /// The price of a million prompt tokens.
    public var input: Double
    /// The price of a million output tokens.
    public var output: Double

    public init(model: String, input: Double, output: Double) {
      self.model = model
      self.input = input
      self.output = output
    }
  }

  public init(currency: String = "USD", lines: [Line] = []) {
    self.currency = currency
    self.lines = lines
  }

  /// The price of a model, by the first line that matches; `nil` where none does.
  public func price(of model: String) -> ModelPrice? {
    lines.first { Self.matches($0.model.lowercased(), model.lowercased()) }.map {
      ModelPrice(input: $0.input, output: $0.output, currency: currency)
    }
  }

  /// Whether a name fits a pattern, in time linear in both for each `*`.
  static func matches(_ pattern: String, _ name: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return pattern == name
    }
    guard name.hasPrefix(first), name.hasSuffix(last), name.count >= first.count + last.count
    else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}

extension PriceTable {
  /// Reads a table.
  ///
  /// - Parameters:
  ///   - yaml: The text of the file.
  ///   - file: Its name, for messages.
  /// - Throws: `malformedFile` with the line, where the text is not such a table or a price is
  ///   negative or no number.
  public init(yaml: String, file: String) throws {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw Self.malformed("The file is not YAML: \(error).", file, nil)
    }
    guard let node else {
      self.init()
      return
    }
    guard let root = node.mapping else {
      throw Self.malformed("The file is not a table of prices.", file, node)
    }
    self.init(currency: root["currency"]?.string ?? "USD")
    for key in root.keys where !["currency", "models"].contains(key.string ?? "") {
      throw Self.malformed("'\(key.string ?? "")' is neither 'currency' nor 'models'.", file, key)
    }
    guard let models = root["models"] else { return }
    guard let entries = models.sequence else {
      throw Self.malformed("'models' is not a list.", file, models)
    }
    lines = try entries.map { try Self.line($0, file) }
  }

  private static func line(_ node: Node, _ file: String) throws -> Line {
    guard let entry = node.mapping, let model = entry["model"]?.string, !model.isEmpty else {
      throw malformed("The entry names no model.", file, node)
    }
    for key in entry.keys where !["model", "input", "output"].contains(key.string ?? "") {
      throw malformed("'\(key.string ?? "")' is not 'model', 'input' or 'output'.", file, key)
    }
    func price(_ name: String) throws -> Double {
      guard let value = entry[name] else {
        throw malformed("The entry '\(model)' has no '\(name)'.", file, node)
      }
      guard let number = value.float ?? value.int.map(Double.init), number.isFinite, number >= 0
      else { throw malformed("The '\(name)' of '\(model)' is no price.", file, value) }
      return number
    }
    return Line(model: model, input: try price("input"), output: try price("output"))
  }

  private static func malformed(_ message: String, _ file: String, _ node: Node?) -> AssayError {
    AssayError(
      .malformedFile, message,
      advice: "Prices are written as 'models:' with entries of 'model', 'input' and 'output'.",
      location: SourceLocation(file: file, line: node?.mark?.line))
  }
}
