// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import Foundation
import Testing

@Suite struct TokenSamplerTests {
  /// Probabilities 0.5, 0.25, 0.125, 0.0625, 0.0625 at temperature 1.
  static let logits: [Float] = [0.5, 0.25, 0.125, 0.0625, 0.0625].map { log($0) }

  static func draw(
    _ parameters: SamplingParameters, logits: [Float] = logits, seed: UInt64 = 1, count: Int
  ) -> [Int?] {
    var sampler = TokenSampler(parameters, seed: seed)
    return (0..<count).map { _ in logits.withUnsafeBufferPointer { sampler.next($0) } }
  }

  @Test func frequenciesFollowTheProbabilities() {
    let count = 8_000
    let drawn = Self.draw(.init(temperature: 1), count: count)
    for (id, expected) in [0.5, 0.25, 0.125, 0.0625, 0.0625].enumerated() {
      let share = Double(drawn.count(where: { $0 == id })) / Double(count)
      let deviation = (expected * (1 - expected) / Double(count)).squareRoot()
      #expect(abs(share - expected) < 4.5 * deviation)
    }
  }

  @Test func temperatureSharpens() {
    // At temperature 0.5 the probabilities are squared: 16 : 4 : 1 : 1/4 : 1/4.
    let drawn = Self.draw(.init(temperature: 0.5), count: 8_000)
    let share = Double(drawn.count(where: { $0 == 0 })) / 8_000
    #expect(abs(share - 16 / 21.5) < 0.025)
  }

  @Test(arguments: [
    (SamplingParameters(temperature: 1, topK: 2), Set([0, 1])),
    (SamplingParameters(temperature: 1, topK: 4), Set([0, 1, 2, 3])),
    (SamplingParameters(temperature: 1, topP: 0.5), Set([0])),
    (SamplingParameters(temperature: 1, topP: 0.51), Set([0, 1])),
    (SamplingParameters(temperature: 1, topP: 0.0), Set([0])),
    (SamplingParameters(temperature: 1, minP: 0.249), Set([0, 1, 2])),
    (SamplingParameters(temperature: 1, minP: 0.26), Set([0, 1])),
    (SamplingParameters(temperature: 1, topP: 0.8, topK: 3, minP: 0.3), Set([0, 1])),
    (SamplingParameters(temperature: 0), Set([0])),
  ])
  func filtersKeepExactly(parameters: SamplingParameters, expected: Set<Int>) {
    let drawn = Set(Self.draw(parameters, count: 400).compactMap(\.self))
    #expect(drawn == expected)
  }

  @Test func equalSeedsDrawEqually() {
    let parameters = SamplingParameters(temperature: 1)
    #expect(
      Self.draw(parameters, seed: 3, count: 50) == Self.draw(parameters, seed: 3, count: 50))
    #expect(
      Self.draw(parameters, seed: 3, count: 50) != Self.draw(parameters, seed: 4, count: 50))
  }

  @Test func whatIsNotANumberIsNeverChosen() {
    let some: [Float] = [.nan, -.infinity, 0, 0]
    #expect(Self.draw(.greedy, logits: some, count: 1) == [2])
    #expect(
      Set(Self.draw(.init(temperature: 1), logits: some, count: 200)) == [Optional(2), 3])
    let none: [Float] = [.nan, .nan]
    #expect(Self.draw(.greedy, logits: none, count: 1) == [nil])
    #expect(Self.draw(.init(temperature: 1), logits: none, count: 1) == [nil])
    #expect(Self.draw(.greedy, logits: [1, .infinity], count: 1) == [nil])
  }
}
