// SPDX-License-Identifier: Apache-2.0
import AssayCore
import Foundation

/// Runs programs that nobody has read, such as what a model wrote, where they can do no harm.
///
/// On Linux a program gets namespaces of its own: it sees no network, may write nowhere but in an
/// empty folder in memory, and all that it starts dies with it, at the latest after
/// ``ProgramLimits/wallSeconds``. As root, it runs as `nobody`. The tools are those of util-linux
/// and coreutils (`unshare`, `setpriv`, `prlimit`, `timeout`).
///
/// Where that is not to be had, ``init(limits:interpreters:)`` throws; nothing is ever run without.
public struct ProgramSandbox: Sendable {
  /// How much a program may use.
  public let limits: ProgramLimits
  private let interpreters: [String]

  /// Makes a sandbox and tries it out.
  ///
  /// - Parameter interpreters: Folders in which interpreters are looked for, the first first.
  /// - Throws: An `AssayError` with code `runtimeMissing` where this machine cannot hold a program.
  public init(
    limits: ProgramLimits = ProgramLimits(),
    interpreters: [String] = ["/usr/local/bin", "/usr/bin", "/bin"]
  ) async throws {
    self.limits = limits
    self.interpreters = interpreters
    let trial = try await run(source: "", command: ["/bin/sh", "-c", "exit 7"])
    guard trial.ending == .exited(7) else { throw Self.unavailable(trial.output) }
  }

  /// Runs a Python program.
  public func runPython(_ source: String) async throws -> ProgramResult {
    guard let python = interpreter("python3") else {
      throw AssayError(
        .runtimeMissing, "There is no python3 that a program in the sandbox may start.",
        advice: "Install it so that every user may run it, as in /usr/bin.")
    }
    // -I: neither the environment nor the user's own packages have a say.
    return try await run(source: source, command: [python, "-I", Self.fileName])
  }

  /// Runs a command with the source in the file ``fileName`` of its working folder.
  ///
  /// - Throws: An `AssayError` where the sandbox itself fails; what the program does is a result.
  public func run(source: String, command: [String]) async throws -> ProgramResult {
    let folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let work = folder.appending(path: "work")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    let isRoot = geteuid() == 0
    // The program's user must be able to enter the folder that its own one is put over.
    for place in [folder, work] { chmod(place.path(percentEncoded: false), 0o755) }
    let input = folder.appending(path: "source")
    let output = folder.appending(path: "output")
    try Data(source.utf8).write(to: input)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments(work.path(percentEncoded: false), command, isRoot: isRoot)
    process.environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8",
    ]
    process.standardInput = try FileHandle(forReadingFrom: input)
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    let clock = ContinuousClock()
    let start = clock.now
    try await Self.runToEnd(process)
    let elapsed = clock.now - start
    let written = try FileHandle(forReadingFrom: output).read(upToCount: limits.outputBytes)
    let text = String(decoding: written ?? Data(), as: UTF8.self)
    return try result(process, text, isLate: elapsed >= .seconds(limits.wallSeconds))
  }

  /// The name of the file that holds the source.
  public static let fileName = "program"

  private func arguments(_ work: String, _ command: [String], isRoot: Bool) -> [String] {
    ["timeout", "--signal=KILL", "\(limits.wallSeconds)"]
      + (isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : [])
      + [
        "unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork",
        "--kill-child=KILL", "--mount-proc", "--net", "--ipc", "--",
        "/bin/sh", "-c", Self.script, "sandbox", work, "\(limits.fileBytes)",
        "--cpu=\(limits.processorSeconds)", "--as=\(limits.memoryBytes)",
        "--fsize=\(max(limits.fileBytes, limits.outputBytes))", "--nproc=\(limits.processes)",
      ] + command
  }

  /// Makes everything read-only, puts a folder in memory over the working folder, and starts the
  /// program without any right. The shell stays, as the first process of the namespace: when it
  /// ends, all others in it are killed.
  private static let script = """
    work=$1; size=$2; cpu=$3; memory=$4; files=$5; processes=$6; shift 6
    fail() { echo "assay-sandbox: $1" >&2; exit 125; }
    mount --make-rprivate / || fail "mounts cannot be made private"
    awk '{print $5}' /proc/self/mountinfo | sort -u | while IFS= read -r point; do
      case "$point" in /proc*|/sys*|/dev*) continue;; esac
      mount -o remount,bind,ro "$(printf '%b' "$point")" || exit 125
    done || fail "the file system cannot be made read-only"
    mount -t tmpfs -o "size=$size,nr_inodes=4096,mode=1777" tmpfs "$work" || fail "no tmpfs"
    cd "$work" && cat > program || fail "the source cannot be written"
    prlimit "$cpu" "$memory" "$files" "$processes" --nofile=128 --core=0 -- \\
      setpriv --no-new-privs --bounding-set=-all --inh-caps=-all "$@" < /dev/null
    exit $?
    """

  private func result(_ process: Process, _ output: String, isLate: Bool) throws -> ProgramResult {
    if process.terminationReason == .uncaughtSignal {
      return ProgramResult(ending: isLate ? .timedOut : .killed, output: output)
    }
    let status = Int(process.terminationStatus)
    if output.hasPrefix("assay-sandbox: ") || [125, 126, 127].contains(status) && !isLate,
      output.contains("assay-sandbox") || output.contains("unshare:") || output.contains("env:")
        || output.contains("setpriv:") || output.contains("prlimit:")
    {
      throw Self.unavailable(output)
    }
    if status == 137 { return ProgramResult(ending: isLate ? .timedOut : .killed, output: output) }
    return ProgramResult(ending: status > 128 ? .killed : .exited(status), output: output)
  }

  private static func runToEnd(_ process: Process) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        (continuation: CheckedContinuation<Void, any Error>) in
        process.terminationHandler = { _ in continuation.resume() }
        do {
          try process.run()
        } catch {
          process.terminationHandler = nil
          continuation.resume(throwing: unavailable("\(error)"))
        }
      }
    } onCancel: {
      if process.isRunning { process.terminate() }
    }
    try Task.checkCancellation()
  }

  /// The interpreter's path, where the program's user may start it.
  private func interpreter(_ name: String) -> String? {
    interpreters.map { "\($0)/\(name)" }.first { path in
      FileManager.default.isExecutableFile(atPath: path)
    }
  }

  private static func unavailable(_ output: String) -> AssayError {
    AssayError(
      .runtimeMissing,
      "This machine cannot run programs in a sandbox: \(output.prefix(300))",
      advice: "It takes Linux with user namespaces, and unshare, setpriv, prlimit and timeout "
        + "(Debian: util-linux and coreutils).")
  }
}
