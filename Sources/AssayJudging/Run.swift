// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Everything that is needed to repeat a run of a judge: what it read, asked, and with what.
public struct Run: Sendable, Hashable, Codable {
  /// The version of this description's format.
  public static let formatVersion = 1

  /// The version of the format of this description.
  public var version: Int
  /// The version of the software that made the run.
  public var software: String
  /// A hash of the examples.
  public var data: String
  /// How many examples there are.
  public var examples: Int
  /// The name of the prompt style.
  public var style: String
  /// Whether the judge explains itself.
  public var form: PromptForm
  /// A hash of the prompts of the first examples, which tells wordings of one style apart.
  public var prompts: String
  public var model: ModelIdentity
  public var sampling: SamplingParameters
  public var policy: JudgingPolicy
  /// The seed that every request's seed follows from.
  public var seed: UInt64

  public init(
    software: String, data: String, examples: Int, style: String, form: PromptForm,
    prompts: String, model: ModelIdentity, sampling: SamplingParameters, policy: JudgingPolicy,
    seed: UInt64
  ) {
    version = Self.formatVersion
    self.software = software
    self.data = data
    self.examples = examples
    self.style = style
    self.form = form
    self.prompts = prompts
    self.model = model
    self.sampling = sampling
    self.policy = policy
    self.seed = seed
  }
}

extension Run {
  /// What differs between two runs, as lines such as `seed: 1 there, 2 here`; empty where they
  /// are the same.
  public func differences(from other: Run) -> [String] {
    let pairs: [(String, String, String)] = [
      ("format version", "\(other.version)", "\(version)"),
      ("software", other.software, software),
      ("examples", "\(other.examples)", "\(examples)"),
      ("data hash", other.data, data),
      ("prompt style", other.style, style),
      ("prompt form", other.form.rawValue, form.rawValue),
      ("prompt hash", other.prompts, prompts),
      ("model", other.model.name, model.name),
      ("model fingerprint", other.model.fingerprint, model.fingerprint),
      ("sampling", other.sampling.summary, sampling.summary),
      ("policy", other.policy.summary, policy.summary),
      ("seed", "\(other.seed)", "\(seed)"),
    ]
    return pairs.compactMap { name, there, here in
      there == here ? nil : "\(name): \(there) there, \(here) here"
    }
  }
}

extension SamplingParameters {
  /// The parameters in words, for tables, reports and messages.
  public var summary: String {
    var parts = [temperature == 0 ? "greedy" : "temperature \(temperature)"]
    if topP != 1 { parts.append("top-p \(topP)") }
    if topK != 0 { parts.append("top-k \(topK)") }
    if minP != 0 { parts.append("min-p \(minP)") }
    parts.append("at most \(maximumTokens) tokens")
    if !stop.isEmpty { parts.append("stop at \(stop)") }
    return parts.joined(separator: ", ")
  }
}
