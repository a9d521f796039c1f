// SPDX-License-Identifier: Apache-2.0
public import AssayData
public import Foundation

/// A stage whose work is done: its record, and the files that hold what came out of it.
public struct FinishedStage: Sendable {
  let folder: StageFolder
  /// What the stage did.
  public let record: StageRecord

  /// The examples that came out.
  public var examples: ExampleStream { ExampleFile(folder.examples).examples() }

  /// The file of what left, one ``LedgerLine`` a line.
  public var departures: URL { folder.departures }
}
