// SPDX-License-Identifier: Apache-2.0

/// What happens while a recipe is carried out, for whoever shows it.
public enum CurationEvent: Sendable, Hashable {
  /// A stage begins on so many examples; 0 where it reads a source.
  case began(stage: String, operation: String, taking: Int)
  /// So many of a stage's examples are done.
  case advanced(stage: String, done: Int, total: Int)
  /// A stage was finished earlier, and its result is taken.
  case reused(StageRecord)
  /// A stage is finished.
  case finished(StageRecord)
  /// This shard's part of a stage is done; those of other shards are not.
  case waiting(stage: String, missing: [Shard])
}
