// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayCuration
import AssayTestSupport
import Foundation
import Testing

#if os(Linux)
  @Suite struct ProgramSandboxTests {
    private static let limits = ProgramLimits(
      wallSeconds: 20, processorSeconds: 10, memoryBytes: 400 << 20, fileBytes: 4 << 20,
      processes: 16)

    private func run(_ source: String, wall: Double? = nil) async throws -> ProgramResult {
      var limits = Self.limits
      limits.wallSeconds = wall ?? limits.wallSeconds
      return try await ProgramSandbox(limits: limits).runPython(source)
    }

    @Test func runsAProgramToItsEnd() async throws {
      let result = try await run("print(1 + 1)")
      #expect(result == ProgramResult(ending: .exited(0), output: "2\n"))
      #expect(try await run("raise SystemExit(3)").ending == .exited(3))
      #expect(try await run("assert 1 == 2").output.contains("AssertionError"))
      #expect(try await run("this is no program").ending == .exited(1))
    }

    @Test func endsProgramsThatSleepOrLoop() async throws {
      #expect(try await run("import time; time.sleep(600)", wall: 2).ending == .timedOut)
      var limits = Self.limits
      limits.wallSeconds = 120
      limits.processorSeconds = 1
      let looping = try await ProgramSandbox(limits: limits).runPython("while True: pass")
      #expect(looping.ending == .killed)
    }

    @Test func survivesProgramsThatFork() async throws {
      let result = try await run(
        """
        import os, time
        made = 0
        try:
            while made < 1000:
                if os.fork() == 0:
                    time.sleep(600)
                made += 1
        except OSError:
            print("stopped after", made)
        """)
      #expect(result.ending == .exited(0))
      let words = result.output.split(separator: " ")
      let made = words.last.flatMap { Int($0.filter(\.isNumber)) } ?? .max
      #expect(made < 32)
    }

    @Test func leavesNoProcessBehind() async throws {
      let mark = "assay-\(UUID())"
      let sandbox = try await ProgramSandbox(limits: Self.limits)
      let result = try await sandbox.run(
        source: "", command: ["/bin/sh", "-c", "setsid sh -c 'sleep 600; : \(mark)' & echo begun"])
      #expect(result == ProgramResult(ending: .exited(0), output: "begun\n"))
      let left = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
        guard Int(name) != nil else { return false }
        let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") ?? Data()
        return String(decoding: line, as: UTF8.self).contains(mark)
      }
      #expect(left.isEmpty)
    }

    @Test func keepsMemoryAndDiskToThemselves() async throws {
      let memory = try await run("x = bytearray(10 ** 9)")
      #expect(memory.output.contains("MemoryError"))
      let disk = try await run(
        "for i in range(100): open(str(i), 'w').write('x' * 10 ** 6)")
      #expect(disk.output.contains("No space left"))
      let chatter = try await run("while True: print('x' * 1000)")
      #expect(chatter.output.utf8.count <= ProgramLimits().outputBytes)
      #expect(!chatter.succeeded)
    }

    @Test func seesNeitherNetworkNorWritableFiles() async throws {
      let place = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID())")
      try Data("before".utf8).write(to: place)
      chmod(place.path(), 0o666)
      defer { try? FileManager.default.removeItem(at: place) }
      let writing = try await run("open('\(place.path())', 'w').write('after')")
      #expect(!writing.succeeded)
      #expect(try Data(contentsOf: place) == Data("before".utf8))
      let network = try await run(
        "import socket; socket.create_connection(('127.0.0.1', 9), timeout=2)")
      #expect(network.output.contains("unreachable"))
      let own = try await run("open('mine', 'w').write('x'); print(open('mine').read())")
      #expect(own.output == "x\n")
    }

    @Test func runsManyAtATime() async throws {
      let sandbox = try await ProgramSandbox(limits: Self.limits)
      let outputs = try await withThrowingTaskGroup(of: (Int, String).self) { group in
        for index in 0..<12 {
          group.addTask { (index, try await sandbox.runPython("print(\(index))").output) }
        }
        return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
      }
      #expect(outputs == Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, "\($0)\n") }))
    }
  }
#endif
