// SPDX-License-Identifier: Apache-2.0

import AssayCore
public import AssayJudging

/// The provenance of a run as lines of a report.
public enum RunFacts {
  /// What one needs to repeat the run.
  public static func facts(for run: Run) -> [Report.Fact] {
    [
      Report.Fact("model", run.model.name),
      Report.Fact("model fingerprint", run.model.fingerprint),
      Report.Fact("prompt style", "\(run.style), \(run.form.rawValue)"),
      Report.Fact("sampling", run.sampling.summary),
      Report.Fact("policy", run.policy.summary),
      Report.Fact("seed", "\(run.seed)"),
      Report.Fact("data hash", run.data),
      Report.Fact("prompt hash", run.prompts),
      Report.Fact("software", run.software),
    ]
  }
}
