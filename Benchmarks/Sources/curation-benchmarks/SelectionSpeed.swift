// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayCuration
import Foundation

/// Times clustering, silhouettes and selection on vectors from a file.
struct SelectionSpeed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selection",
    abstract: "k-means for every k, silhouettes, marginal relevance; prints one JSON object.",
    discussion: "Scripts/benchmarks/selection.py makes the file and runs the peer beside it.")

  @Argument(help: "A .npy file of 32-bit floats, one unit vector a row.")
  var file: String

  @Option(help: "Where labels and first centres go: raw 32-bit integers and floats for every k.")
  var folder: String

  @Option(help: "How many rows to choose.")
  var count = 5000

  @Option(help: "The least number of clusters.")
  var least = 3

  @Option(help: "The most clusters.")
  var most = 10

  @Option(help: "How many tasks work side by side.")
  var tasks = ProcessInfo.processInfo.activeProcessorCount

  func run() async throws {
    var result = Line()
    let start = ContinuousClock.now
    let rows = try EmbeddingMatrix(mapping: URL(filePath: file)).rows
    result.reading = start.seconds
    var best: (silhouette: Double, clustering: Clustering)?
    for k in least...most {
      let (trial, clustering) = try await attempt(k, rows)
      result.trials.append(trial)
      if trial.silhouette > best?.silhouette ?? -.infinity { best = (trial.silhouette, clustering) }
    }
    guard let best else { return }
    result.k = best.clustering.sizes.count
    try await choose(rows, best.clustering, into: &result)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }

  private func attempt(_ k: Int, _ rows: EmbeddingRows) async throws -> (Trial, Clustering) {
    var means = KMeans(clusters: k, seed: 1)
    means.tasks = tasks
    let start = ContinuousClock.now
    let centers = try await means.initialCenters(rows)
    let seeding = start.seconds
    let middle = ContinuousClock.now
    let clustering = try await means.fit(rows, from: centers)
    let fitting = middle.seconds
    let last = ContinuousClock.now
    let silhouette = try await Silhouette.cosine(rows, labels: clustering.labels, tasks: tasks)
    let target = URL(filePath: folder, directoryHint: .isDirectory)
    try write(clustering.labels, to: target.appending(path: "labels-\(k).i32"))
    try write(centers.flatMap { $0 }, to: target.appending(path: "centers-\(k).f32"))
    let trial = Trial(
      k: k, seeding: seeding, fitting: fitting, silhouetting: last.seconds,
      iterations: clustering.iterations, inertia: clustering.inertia,
      silhouette: silhouette ?? 0)
    return (trial, clustering)
  }

  /// The same quotas as the peer's: in proportion to the sizes, rounded down.
  private func choose(
    _ rows: EmbeddingRows, _ clustering: Clustering, into line: inout Line
  ) async throws {
    let start = ContinuousClock.now
    let members = clustering.members
    let quotas = members.map { count * $0.count / rows.count }
    let relevance = MarginalRelevance()
    let outcomes = try await withThrowingTaskGroup(
      of: (Int, MarginalRelevance.Outcome).self
    ) { group in
      var next = 0
      var outcomes: [(Int, MarginalRelevance.Outcome)] = []
      func add() {
        guard next < members.count else { return }
        let cluster = next
        next += 1
        group.addTask {
          (cluster, try relevance.choose(quotas[cluster], of: rows.selecting(members[cluster])))
        }
      }
      for _ in 0..<max(tasks, 1) { add() }
      while let outcome = try await group.next() {
        outcomes.append(outcome)
        add()
      }
      return outcomes.sorted { $0.0 < $1.0 }
    }
    line.choosing = start.seconds
    line.comparisons = outcomes.reduce(0) { $0 + $1.1.comparisons }
    line.quotas = quotas
    line.chosen = outcomes.map { cluster, outcome in
      outcome.picks.map { members[cluster][$0.position] }
    }
  }

  private func write<Number>(_ numbers: [Number], to url: URL) throws {
    try numbers.withUnsafeBytes { try Data($0).write(to: url) }
  }

  private struct Trial: Encodable {
    var k: Int
    var seeding: Double
    var fitting: Double
    var silhouetting: Double
    var iterations: Int
    var inertia: Double
    var silhouette: Double
  }

  private struct Line: Encodable {
    var reading = 0.0
    var trials: [Trial] = []
    var k = 0
    var quotas: [Int] = []
    var choosing = 0.0
    var comparisons = 0
    var chosen: [[Int]] = []
  }
}

extension ContinuousClock.Instant {
  /// The seconds since this instant.
  fileprivate var seconds: Double {
    let elapsed = ContinuousClock.now - self
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
  }
}
