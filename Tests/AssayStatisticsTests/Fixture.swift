// SPDX-License-Identifier: Apache-2.0
import AssayStatistics
import AssayTestSupport
import Foundation
import Testing

/// One fixture file: what the field's own packages computed, case by case.
struct Fixture<Case: Decodable>: Decodable {
  var cases: [Case]

  static func load(_ name: String) throws -> [Case] {
    let file = SharedData.fixtures.appending(path: "AssayStatistics/\(name).json")
    let fixture = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    try #require(!fixture.cases.isEmpty)
    return fixture.cases
  }
}

/// Requires two numbers to agree to 1e-9, relatively where they are large.
func expectClose(
  _ value: Double?, _ expected: Double?, _ name: String, tolerance: Double = 1e-9,
  at location: Testing.SourceLocation = #_sourceLocation
) {
  guard let value, let expected else {
    #expect(value == expected, "\(name)", sourceLocation: location)
    return
  }
  let distance = abs(value - expected) / max(1, abs(expected))
  #expect(distance <= tolerance, "\(name): \(value) for \(expected)", sourceLocation: location)
}

/// Requires a value where the peer has one, and the error `undefined` where it has none.
func expectClose(
  _ expected: Double?, _ name: String, at location: Testing.SourceLocation = #_sourceLocation,
  _ compute: () throws -> Double?
) {
  do {
    expectClose(try compute(), expected, name, at: location)
  } catch let error as StatisticsError {
    let isRefused = error.code == .undefined || error.code == .tooFewItems
    #expect(expected == nil && isRefused, "\(name): \(error)", sourceLocation: location)
  } catch {
    Issue.record(error, sourceLocation: location)
  }
}

/// The code of the error that a computation throws; `nil` where it throws none.
func code(_ compute: () throws -> Any) -> StatisticsError.Code? {
  do {
    _ = try compute()
    return nil
  } catch {
    return (error as? StatisticsError)?.code
  }
}

/// Random numbers for tests, the same in every run.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
  }
}
