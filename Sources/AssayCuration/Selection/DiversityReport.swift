// SPDX-License-Identifier: Apache-2.0

/// What diversity sampling did, stratum by stratum: the numbers behind its plots and tables.
public struct DiversityReport: Sendable, Hashable, Codable {
  /// One source, or one sub-category of it.
  public struct Stratum: Sendable, Hashable, Codable {
    public var source: String
    /// The sub-category's label; empty where the source has none.
    public var category: String
    /// The rows that came in.
    public var candidates: Int
    /// How many of them were twins of another.
    public var twins: Int
    /// How many rows the stratum was to give.
    public var quota: Int
    /// How the rows were found.
    public var method: Method
    /// What every number of clusters came to.
    public var trials: [Trial]
    /// The number of clusters with the largest silhouette; 1 where none was sought.
    public var k: Int
    /// How many clusters were too small and joined their nearest neighbour.
    public var merged: Int
    /// The clusters that were sampled.
    public var clusters: [Cluster]
  }

  /// How the rows of a stratum were found.
  public enum Method: String, Sendable, Hashable, Codable {
    /// The quota is 0.
    case none
    /// The quota covers all rows.
    case all
    /// There are too few rows, or the quota is too small, for clusters of the least size.
    case single
    /// Clusters were sought.
    case clustered
  }

  /// One number of clusters that was tried.
  public struct Trial: Sendable, Hashable, Codable {
    public var k: Int
    /// The average silhouette by cosine distance, over all rows; `nil` where it is not defined.
    public var silhouette: Double?
    /// The sum of squared Euclidean distances to the centres.
    public var inertia: Double
    public var iterations: Int
    public var converged: Bool
  }

  /// One cluster that was sampled.
  public struct Cluster: Sendable, Hashable, Codable {
    public var size: Int
    public var quota: Int
    /// How many rows were chosen as the nearest to the centroid; the others by marginal relevance.
    public var nearest: Int
    /// How many pairs of rows were compared.
    public var comparisons: Int
  }

  /// The strata, in the order of the frame.
  public var strata: [Stratum]
}
