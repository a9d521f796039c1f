// SPDX-License-Identifier: Apache-2.0

/// The registry of what the stages of a recipe can do.
public enum CurationOperations {
  /// All operations, in the order in which a recipe tends to use them.
  public static let all: [any CurationOperation.Type] = [
    ReadOperation.self, JoinOperation.self, InjectOperation.self,
  ]

  /// The operation of that name, or `nil`.
  public static func named(_ name: String) -> (any CurationOperation.Type)? {
    all.first { $0.card.name == name }
  }
}
