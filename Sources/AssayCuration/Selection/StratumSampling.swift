// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// Diversity sampling inside one stratum.
struct StratumSampling {
  let sampler: DiversitySampler
  let rows: EmbeddingRows
  let quota: Int
  let seed: UInt64

  struct Result {
    var method: DiversityReport.Method
    var trials: [DiversityReport.Trial] = []
    var k = 1
    var merged = 0
    /// The cluster of every position.
    var labels: [Int32]
    var clusters: [DiversityReport.Cluster] = []
    /// What was chosen in every cluster; positions are those of the stratum.
    var picks: [[MarginalRelevance.Pick]] = []
  }

  func run() async throws -> Result {
    let count = rows.count
    guard quota > 0, count > 0 else {
      return Result(method: .none, k: 0, labels: Array(repeating: -1, count: count))
    }
    guard quota < count else { return all() }
    var result = Result(method: .single, labels: Array(repeating: 0, count: count))
    var best: (silhouette: Double, clustering: Clustering)?
    for k in sampler.clusterCounts where k * sampler.minimumPerCluster <= quota && k < count {
      let (trial, clustering) = try await attempt(k)
      result.trials.append(trial)
      if let silhouette = trial.silhouette, silhouette > best?.silhouette ?? -.infinity {
        best = (silhouette, clustering)
      }
    }
    if let best {
      result.method = .clustered
      result.k = best.clustering.centroids.count
      let merging = SmallClusters(best.clustering, minimum: sampler.minimumPerCluster)
      result.labels = merging.labels
      result.merged = merging.merged
    }
    try await choose(into: &result)
    return result
  }

  private func all() -> Result {
    let fit = CentroidFit(rows)
    let picks = fit.relevance.enumerated().map {
      MarginalRelevance.Pick(position: $0, reason: .all, relevance: $1, score: nil)
    }
    let cluster = DiversityReport.Cluster(
      size: picks.count, quota: picks.count, nearest: 0, comparisons: 0)
    return Result(
      method: .all, labels: Array(repeating: 0, count: picks.count), clusters: [cluster],
      picks: [picks])
  }

  private func attempt(_ k: Int) async throws -> (DiversityReport.Trial, Clustering) {
    var means = KMeans(clusters: k, seed: StableHash.seed(seed, "k=\(k)"))
    means.tasks = sampler.tasks
    if rows.count > sampler.exactLimit {
      means.variant = .minibatch(size: DiversitySampler.batchSize)
    }
    let clustering = try await means.fit(rows)
    let silhouette = try await Silhouette.cosine(
      rows, labels: clustering.labels, tasks: sampler.tasks)
    let trial = DiversityReport.Trial(
      k: k, silhouette: silhouette, inertia: clustering.inertia,
      iterations: clustering.iterations, converged: clustering.converged)
    return (trial, clustering)
  }

  /// Chooses rows in every cluster, several clusters at a time.
  private func choose(into result: inout Result) async throws {
    let clusters = Int(result.labels.max() ?? 0) + 1
    var members: [[Int]] = Array(repeating: [], count: clusters)
    for (position, label) in result.labels.enumerated() { members[Int(label)].append(position) }
    let sizes = members.map(\.count)
    let quotas = Apportionment.shares(
      of: quota, weights: sizes.map(Double.init), capacities: sizes,
      minimum: sampler.minimumPerCluster)
    // The largest first, so that no task is left alone with it at the end.
    let order = sizes.indices.sorted {
      (-sizes[$0] * quotas[$0], $0) < (-sizes[$1] * quotas[$1], $1)
    }
    let relevance = sampler.relevance
    let rows = rows
    let positions = members
    let outcomes = try await BoundedTasks.map(count: clusters, limit: sampler.tasks) { turn in
      let cluster = order[turn]
      return try relevance.choose(quotas[cluster], of: rows.selecting(positions[cluster]))
    }
    result.picks = Array(repeating: [], count: clusters)
    result.clusters = zip(sizes, quotas).map {
      DiversityReport.Cluster(size: $0, quota: $1, nearest: 0, comparisons: 0)
    }
    for (cluster, outcome) in zip(order, outcomes) {
      result.clusters[cluster].comparisons = outcome.comparisons
      result.clusters[cluster].nearest = outcome.picks.count { $0.reason == .centroid }
      result.picks[cluster] = outcome.picks.map { pick in
        var moved = pick
        moved.position = members[cluster][pick.position]
        return moved
      }
    }
  }
}
