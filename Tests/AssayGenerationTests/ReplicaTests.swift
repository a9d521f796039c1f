// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import Testing

@testable import AssayGeneration

@Suite struct ReplicaTests {
  @Test func theLeastLoadedIsChosenAndEqualOnesTakeTurns() {
    var table = ReplicaTable(count: 3)
    let first = (0..<3).map { _ in table.choose(now: .zero) }
    #expect(Set(first) == [.send(0), .send(1), .send(2)])
    _ = table.finish(1, nil, now: .zero)
    #expect(table.choose(now: .zero) == .send(1))
    #expect(table.loads == [1, 1, 1])
  }

  @Test func aServerThatCannotBeReachedIsLeftOutUntilItAnswers() {
    var table = ReplicaTable(count: 2)
    _ = table.choose(now: .zero)
    _ = table.choose(now: .zero)
    #expect(table.finish(0, .unreachable, now: .zero) == true)
    #expect(table.finish(1, nil, now: .zero) == false)
    for _ in 0..<3 { #expect(table.choose(now: .zero) == .send(1)) }
    // One request asks after it; the others go on.
    #expect(table.choose(now: .seconds(1)) == .probe(0))
    #expect(table.choose(now: .seconds(1)) == .send(1))
    table.finishProbe(0, isUp: false, now: .seconds(1))
    #expect(table.choose(now: .seconds(2)) == .send(1))
    #expect(table.choose(now: .seconds(3)) == .probe(0))
    table.finishProbe(0, isUp: true, now: .seconds(3))
    #expect(table.choose(now: .seconds(3)) == .send(0))
  }

  @Test func threeFailuresInARowTakeAServerDown() {
    var table = ReplicaTable(count: 2)
    for _ in 0..<6 { _ = table.choose(now: .zero) }
    #expect(table.finish(0, .serverFailed, now: .zero) == false)
    #expect(table.finish(0, .dropped, now: .zero) == false)
    #expect(table.finish(1, .refused, now: .zero) == false)
    #expect(table.finish(0, .timedOut, now: .zero) == true)
  }

  @Test func theOnlyServerIsNeverLeftOut() {
    var table = ReplicaTable(count: 1)
    for _ in 0..<5 {
      #expect(table.choose(now: .zero) == .send(0))
      #expect(table.finish(0, .unreachable, now: .zero) == false)
    }
  }

  @Test func patienceIsTheServersOwn() {
    var table = ReplicaTable(count: 2)
    #expect(table.pause(0, until: .seconds(9), now: .zero) == false)
    #expect(table.choose(now: .zero) == .send(1))
    #expect(table.choose(now: .zero) == .send(1))
    #expect(table.pause(1, until: .seconds(4), now: .zero) == true)
    #expect(table.choose(now: .seconds(1)) == .wait(.seconds(3)))
    #expect(table.choose(now: .seconds(4)) == .send(1))
  }

  @Test func requestsAreSharedAndADeadServerCostsNone() async throws {
    let handler: FaultServer.Handler = { request in
      request.path == "/v1/models" ? nil : .delayed(.milliseconds(3), .chat("ok"))
    }
    let servers = [try await FaultServer.start(handler), try await FaultServer.start(handler)]
    let dead = try await FaultServer.start(handler)
    try await dead.stop()
    var configuration = EndpointConfiguration(
      replicas: try ([servers[0], dead, servers[1]]).map { try BaseURL($0.address) })
    configuration.limits.concurrency = 8
    let events = Collected<EndpointEvent>()
    configuration.report = { events.add($0) }
    let model = try await Endpoint.model(configuration)
    let results = try await model.complete((0..<200).map { .question("q\($0)") })
    #expect(results.allSatisfy { $0.success != nil })
    let counts = servers.map(\.requests.count)
    #expect(counts.reduce(0, +) == 200)
    #expect(counts.allSatisfy { $0 > 50 })
    let down = events.elements.filter { if case .replicaDown = $0.kind { true } else { false } }
    #expect(down.map(\.replica) == ["http://127.0.0.1:\(dead.port)/v1"])
    for server in servers { try await server.stop() }
  }

  @Test func aThrottledServerLeavesTheWorkToTheOther() async throws {
    let busy = try await FaultServer.start { request in
      request.path == "/v1/models"
        ? nil : .error("slow", status: 429, type: "x", headers: [("retry-after", "1000")])
    }
    let free = try await FaultServer.start { $0.path == "/v1/models" ? nil : .chat("ok") }
    var configuration = try busy.configuration
    configuration.replicas.append(try BaseURL(free.address))
    configuration.limits.concurrency = 2
    let time = VirtualTime()
    configuration.timekeeper = time
    let model = try await Endpoint.model(configuration)
    let results = try await model.complete((0..<20).map { .question("q\($0)") })
    #expect(results.allSatisfy { $0.success?.text == "ok" })
    #expect(time.now < .seconds(100))
    #expect(busy.requests.count <= 2)
    try await busy.stop()
    try await free.stop()
  }
}
