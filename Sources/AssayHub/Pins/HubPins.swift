// SPDX-License-Identifier: Apache-2.0
public import AssayCore
public import Foundation

/// The commits that branches named when they were first fetched, so that later fetches give the
/// same bytes until somebody asks for newer ones.
///
/// They are kept in a JSON file that may be shared with a project.
public struct HubPins: Sendable, Hashable {
  /// What one revision of one repository is held at.
  public struct Pin: Sendable, Hashable {
    public var repository: HubRepository
    public var revision: HubRevision
    public var commit: String
    /// The licence on the repository's card at that commit, where it says one.
    public var licence: String?
    /// The files that were fetched of it.
    public var files: [HubFile]
  }

  /// By repository and revision.
  public private(set) var pins: [Pin]

  public init() { pins = [] }

  /// The pin of a repository's revision.
  public func pin(of repository: HubRepository, at revision: HubRevision) -> Pin? {
    pins.first { $0.repository == repository && $0.revision == revision }
  }

  /// Holds the snapshot's revision at its commit. A commit names itself and needs no pin.
  public mutating func hold(_ snapshot: HubSnapshot) {
    guard !snapshot.revision.isCommit else { return }
    let old = pin(of: snapshot.repository, at: snapshot.revision)
    let isSame = old?.commit == snapshot.commit
    var files = isSame ? old?.files ?? [] : []
    let new = Set(snapshot.files.map(\.path))
    files = files.filter { !new.contains($0.path) } + snapshot.files
    pins.removeAll { $0 == old }
    pins.append(
      Pin(
        repository: snapshot.repository, revision: snapshot.revision, commit: snapshot.commit,
        licence: snapshot.licence ?? (isSame ? old?.licence : nil),
        files: files.sorted { $0.path < $1.path }))
    pins.sort {
      ($0.repository.description, $0.revision.description)
        < ($1.repository.description, $1.revision.description)
    }
  }

  /// Reads a file of pins; none where there is no file.
  ///
  /// - Throws: `fileUnreadable`, or `malformedFile` for anything but such a file.
  public init(at file: URL) throws {
    self.init()
    let path = file.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else { return }
    let location = SourceLocation(file: path)
    guard let data = try? Data(contentsOf: file) else {
      throw AssayError(
        .fileUnreadable, "The file of pinned revisions cannot be read.",
        advice: "Check its permissions.", location: location)
    }
    guard let value = try? JSONParser.parse([UInt8](data)), value["version"]?.integerValue == 1,
      let entries = value["pins"]?.arrayValue
    else {
      throw AssayError(
        .malformedFile, "This is no file of pinned revisions.",
        advice: "Name another one with --lock, or remove it to pin anew.", location: location)
    }
    pins = try entries.enumerated().map { index, entry in
      guard let pin = Pin(entry) else {
        throw AssayError(
          .malformedFile, "The pin is incomplete.", advice: "Remove it to pin anew.",
          location: SourceLocation(file: path, field: "pins[\(index)]"))
      }
      return pin
    }
  }

  /// Changes a file of pins, alone among all processes.
  ///
  /// - Throws: As `init(at:)`; `fileUnwritable`; `CancellationError`.
  public static func update(
    _ file: URL, timekeeper: any Timekeeper = SystemTime(),
    _ change: (inout HubPins) throws -> Void
  ) async throws {
    try HubCache.makeFolder(file.deletingLastPathComponent())
    let lock = try await FileLock.acquire(
      file.appendingPathExtension("guard"), timekeeper: timekeeper
    ) {}
    defer { withExtendedLifetime(lock) {} }
    var pins = try HubPins(at: file)
    try change(&pins)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(
      JSONValue.object(["version": 1, "pins": .array(pins.pins.map(\.value))]))
    try HubCache.write(String(decoding: data, as: UTF8.self) + "\n", to: file)
  }
}
