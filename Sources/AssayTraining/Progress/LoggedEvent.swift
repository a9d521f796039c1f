// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A training event as it stands in a log: an object with an `event` name beside its fields.
struct LoggedEvent: Codable {
  var event: TrainingEvent

  init(_ event: TrainingEvent) { self.event = event }

  private enum Name: String, Codable { case started, step, evaluated, checkpointed, finished }
  private enum CodingKeys: String, CodingKey { case event, step, metrics, folder }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Name.self, forKey: .event) {
    case .started: event = .started(try TrainingStart(from: decoder))
    case .step: event = .step(try TrainingStep(from: decoder))
    case .evaluated:
      event = .evaluated(
        step: try container.decode(Int.self, forKey: .step),
        metrics: try container.decode([String: Double].self, forKey: .metrics))
    case .checkpointed:
      event = .checkpointed(
        step: try container.decode(Int.self, forKey: .step),
        folder: URL(filePath: try container.decode(String.self, forKey: .folder)))
    case .finished: event = .finished(try TrainingSummary(from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch event {
    case .started(let start):
      try container.encode(Name.started, forKey: .event)
      try start.encode(to: encoder)
    case .step(let step):
      try container.encode(Name.step, forKey: .event)
      try step.encode(to: encoder)
    case .evaluated(let step, let metrics):
      try container.encode(Name.evaluated, forKey: .event)
      try container.encode(step, forKey: .step)
      try container.encode(metrics, forKey: .metrics)
    case .checkpointed(let step, let folder):
      try container.encode(Name.checkpointed, forKey: .event)
      try container.encode(step, forKey: .step)
      try container.encode(folder.path(percentEncoded: false), forKey: .folder)
    case .finished(let summary):
      try container.encode(Name.finished, forKey: .event)
      try summary.encode(to: encoder)
    }
  }
}
