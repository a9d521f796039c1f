// SPDX-License-Identifier: Apache-2.0
public import AssayCore
import AssayData

/// One node of a recipe's graph: an operation, and the stages whose examples it takes.
public struct RecipeStage: Sendable {
  /// The name that other stages, ledgers and cards use.
  public let name: String
  /// The operation's word.
  public let word: String
  public let operation: any CurationOperation
  /// The names of earlier stages.
  public let inputs: [String]
  /// Where the stage stands in a recipe file.
  public let location: SourceLocation?

  public init(
    name: String, word: String, operation: any CurationOperation, inputs: [String],
    location: SourceLocation? = nil
  ) {
    self.location = location
    self.name = name
    self.word = word
    self.operation = operation
    self.inputs = inputs
  }

  /// Reads `name`, `do`, `from` and the operation's own fields.
  ///
  /// A stage without `from` takes the one before it, unless its operation takes none.
  ///
  /// - Parameter all: The names of all stages, to tell one that comes later from one that is none.
  init(_ section: RecipeSection, after earlier: [RecipeStage], among all: [String] = []) throws {
    let name = try section.required("name", section.text("name"))
    guard name.wholeMatch(of: /[a-z0-9][a-z0-9._-]{0,63}/) != nil else {
      throw section.failure(
        "name", "'\(name)' cannot name a stage.",
        advice: "Use lower-case letters, digits, points and hyphens; it names a folder.")
    }
    if earlier.contains(where: { $0.name == name }) {
      throw section.failure("name", "Two stages are called '\(name)'.", advice: "Rename one.")
    }
    let word = try section.required("do", section.text("do"))
    guard let entry = CurationOperations.named(word) else {
      throw section.failure(
        "do", "There is no operation '\(word)'.",
        advice: SimilarName.question(word, among: CurationOperations.all.map(\.card.name))
          + "`assay list operations` prints them all.")
    }
    let inputs = try Self.inputs(section, of: entry.card, for: name, after: earlier, among: all)
    self.init(
      name: name, word: word, operation: try entry.make(section), inputs: inputs,
      location: section.location)
    try section.finish()
  }

  /// Does work of the stage; an error that has no place gets that of the stage in the recipe.
  func locating<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch var error as AssayError {
      if error.location == nil {
        error.location = location
      } else if error.location?.file != location?.file, Self.ofInput.contains(error.code) {
        error.advice = (error.advice.map { "\($0) " } ?? "") + "The stage '\(name)' reads it."
      }
      throw error
    }
  }

  /// The kinds of error that what a stage reads can have.
  private static let ofInput: Set<AssayError.Code> = [
    .fileUnreadable, .malformedFile, .malformedRow, .invalidArgument,
  ]

  private static func inputs(
    _ section: RecipeSection, of card: OperationCard, for name: String,
    after earlier: [RecipeStage], among all: [String]
  ) throws -> [String] {
    var names: [String] = []
    if let value = try section.json("from") {
      if let name = value.stringValue {
        names = [name]
      } else {
        names = try section.texts("from") ?? []
      }
    } else if card.inputs.upperBound > 0, let last = earlier.last {
      names = [last.name]
    }
    if let unknown = names.first(where: { name in !earlier.contains { $0.name == name } }) {
      throw section.failure(
        "from",
        unknown == name
          ? "The stage '\(name)' cannot take its own examples."
          : all.contains(unknown)
            ? "The stage '\(unknown)' stands below this one."
            : "No stage is called '\(unknown)'.",
        advice: SimilarName.question(unknown, among: earlier.map(\.name))
          + "A stage takes examples of stages that stand above it"
          + (earlier.isEmpty
            ? "; the first one reads a source, as 'do: read' does."
            : ": \(earlier.map(\.name).joined(separator: ", "))."))
    }
    guard Set(names).count == names.count, card.inputs.contains(names.count) else {
      throw section.failure(
        "from",
        "The operation '\(card.name)' takes \(card.inputs.text) stages, not "
          + "\(names.count)" + (Set(names).count == names.count ? "." : " with repeats."),
        advice: "Correct the list.")
    }
    return names
  }
}

extension ClosedRange<Int> {
  fileprivate var text: String {
    lowerBound == upperBound
      ? "\(lowerBound)"
      : upperBound == .max ? "at least \(lowerBound)" : "\(lowerBound) to \(upperBound)"
  }
}
