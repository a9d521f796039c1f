// SPDX-License-Identifier: Apache-2.0
public import AssayData

/// The registry of what the stages of a recipe can do.
public enum CurationOperations {
  /// All operations, in the order in which a recipe tends to use them.
  public static let all: [OperationEntry] =
    [
      ReadOperation.entry, DigitChainsOperation.entry, JoinOperation.entry, MixOperation.entry,
      GenerateOperation.entry, GradeOperation.entry, PairOperation.entry, InjectOperation.entry,
      StepLabelsOperation.entry, CollateOperation.entry, FalsifyOperation.entry,
      RubricOperation.entry, SelectOperation.entry, TraceOperation.entry, ShortenOperation.entry,
    ] + FilterOperations.all

  /// The operation of that name, or `nil`.
  public static func named(_ name: String) -> OperationEntry? {
    all.first { $0.card.name == name }
  }
}

/// An operation before it has settings.
public struct OperationEntry: Sendable {
  /// What the operation is.
  public let card: OperationCard
  /// Reads the operation's own fields of a stage; what it does not read is refused.
  ///
  /// - Throws: An `AssayError` with code `malformedFile` that names file, line and field.
  public let make: @Sendable (RecipeSection) throws -> any CurationOperation

  public init(
    _ card: OperationCard,
    make: @escaping @Sendable (RecipeSection) throws -> any CurationOperation
  ) {
    self.card = card
    self.make = make
  }
}
