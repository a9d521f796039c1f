// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Where the judgments of a command are kept beside its file.
struct KeepingOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions

  @Flag(help: "Keep nothing in the store. A local model's judgments go there only by --store.")
  var noStore = false

  @Option(help: ArgumentHelp("A name for the run in the store.", valueName: "name"))
  var name: String?

  @Flag(
    help: ArgumentHelp(
      "Only go on with an earlier run, and end where there is none. Without it the same command "
        + "goes on too, or begins."))
  var resume = false

  /// Whether judgments go into the store.
  func usesStore(isEndpoint: Bool) -> Bool {
    !noStore && (isEndpoint || store.store != nil || name != nil)
  }

  func validate() throws {
    if noStore, store.store != nil || name != nil || resume {
      throw ValidationError("--no-store goes with none of --store, --name and --resume.")
    }
  }
}
