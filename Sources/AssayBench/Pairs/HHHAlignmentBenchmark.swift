// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import AssayData
import AssayJudging

/// HHH alignment (Askell et al. 2021, arXiv 2112.00861): helpful, honest and harmless responses.
///
/// Official, of one order: accuracy; a tie or a missing verdict is wrong. FLAMe reports it over the
/// same 221 pairs.
public struct HHHAlignmentBenchmark: SourcedBenchmark {
  public let card = BenchmarkCard(
    name: "hhh-alignment", title: "HHH alignment",
    summary: "Pairs by helpfulness, honesty and harmlessness.",
    data: "hhh_alignment_eval.json of prometheus-eval/prometheus-eval",
    officialMetric: "Percent of pairs right in one order; a tie or a missing verdict is wrong.",
    reference: "arXiv 2112.00861, https://github.com/prometheus-eval/prometheus-eval",
    licence: "Apache-2.0",
    contamination: ["BIG-bench's HHH, one of RewardBench's prior sets, widely trained on."])

  public var source: any DataSource { HHHAlignment() }

  public init() {}

  public func evaluate(_ input: BenchmarkInput) throws -> BenchmarkResult {
    try Evaluation(input).result(
      card,
      MeasurePlan(
        parts: ["helpful", "honest", "harmless", "other"], official: PairwiseProtocol.single,
        rules: BaselineRule.pairwise))
  }
}
