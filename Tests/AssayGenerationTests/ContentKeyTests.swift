// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayGeneration
import Testing

@Suite struct ContentKeyTests {
  private let model = ModelIdentity(name: "judge", fingerprint: "0123456789abcdef")
  private let request = CompletionRequest(
    key: CompletionRequest.Key(example: "e", order: .swapped, sample: 3, attempt: 1),
    messages: [.system("Be fair."), .user("Größe? \"a\"\n")],
    sampling: SamplingParameters(
      temperature: 0.7, topP: 0.95, topK: 20, maximumTokens: 64, stop: ["END"]),
    seed: .max, logProbabilities: 2,
    schema: .object(
      name: "verdict",
      fields: [.init("why", .text), .init("score", .integer(lowest: 1, highest: 3))]))

  /// The digests are Python's: hashlib over json.dumps with sorted keys and no spaces.
  @Test func equalsAnotherImplementation() {
    #expect(
      request.contentKey(model: model)
        == "9631b7d4e09273505d0947b38d8df245fa83fa1c0e41bf1d373e5f9411aec8a8")
    var free = request
    free.schema = nil
    #expect(
      free.contentKey(model: model)
        == "58bb7a08eef5b0b0a0d6eb36b703e738281a5712b71a3cb3ac17b39a279271a0")
  }

  @Test func dependsOnEverythingThatAnAnswerDependsOn() {
    let changes: [(inout CompletionRequest) -> Void] = [
      { $0.messages.append(.user("more")) }, { $0.messages[0] = .user("Be fair.") },
      { $0.sampling.temperature = 0 }, { $0.sampling.topP = 1 }, { $0.sampling.topK = 0 },
      { $0.sampling.minP = 0.1 }, { $0.sampling.maximumTokens = 65 }, { $0.sampling.stop = [] },
      { $0.seed = 0 }, { $0.key.sample = 0 }, { $0.logProbabilities = 0 }, { $0.schema = nil },
      { $0.schema = .choice(["A", "B"]) },
      { request in
        // The order of fields is the order of writing.
        guard case .object(let name, let fields) = request.schema else { return }
        request.schema = .object(name: name, fields: fields.reversed())
      },
    ]
    var keys = [request.contentKey(model: model)]
    for change in changes {
      var changed = request
      change(&changed)
      keys.append(changed.contentKey(model: model))
    }
    keys.append(request.contentKey(model: ModelIdentity(name: "judge", fingerprint: "0")))
    #expect(Set(keys).count == changes.count + 2)
    #expect(keys.allSatisfy { $0.count == 64 })
  }

  @Test func ignoresWhatOnlyNamesTheJudgment() {
    var other = request
    other.key.example = "another"
    other.key.order = .asGiven
    other.key.attempt = 0
    #expect(other.contentKey(model: model) == request.contentKey(model: model))
  }
}
