// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayHub
import Foundation

/// From where, to where and how much is fetched.
struct PullOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A branch, a tag or a commit; main where it is left out, held at the commit that it named "
        + "when it was first fetched.", valueName: "name"))
  var revision: String?

  @Option(
    help: ArgumentHelp(
      "Of a repository, only files that match, such as 'data/*.parquet'; may be given several "
        + "times.", valueName: "pattern"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp(
      "Of a repository, no files that match; may be given several times.", valueName: "pattern"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("Copy the files into this folder.", valueName: "folder"))
  var to: String?

  @Flag(help: "Ask the hub what the revision names now, and hold it there.")
  var update = false

  @Option(
    help: ArgumentHelp(
      "The file that holds revisions; assay/data/assay-data.lock in the user's data folder where it "
        + "is left out.", valueName: "file"))
  var lock: String?

  @Flag(help: "Read the files that are there already and check them too.")
  var verify = false

  @Option(help: ArgumentHelp("The most that is fetched.", valueName: "size"))
  var maxSize = "20GB"

  @Option(help: "The most files that are fetched at a time.")
  var parallel = 4

  @Option(help: "The most attempts at an exchange that fails in passing.")
  var attempts = 6

  /// Where revisions are held.
  var lockFile: URL {
    lock.map { URL(filePath: $0) } ?? DataFolders.pulled.appending(path: "assay-data.lock")
  }

  /// The hub of the environment within these options.
  func configuration(report: @escaping @Sendable (HubEvent) -> Void) throws -> HubConfiguration {
    guard parallel >= 1, attempts >= 1 else {
      throw AssayError(.invalidArgument, "--parallel and --attempts must be at least 1.")
    }
    var configuration = try HubEnvironment.current.configuration()
    let size = try ByteText.bytes(maxSize, option: "--max-size")
    configuration.limits.totalBytes = size
    configuration.limits.fileBytes = size
    configuration.limits.parallel = parallel
    configuration.retries.attempts = attempts
    configuration.verifiesCache = verify
    configuration.report = report
    return configuration
  }
}
