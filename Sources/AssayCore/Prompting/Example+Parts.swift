// SPDX-License-Identifier: Apache-2.0

extension Example {
  /// The only response.
  func singleResponse() throws -> String {
    guard responses.count == 1, let response = responses.first else {
      throw invalid("has \(responses.count) responses; the format \(format.name) needs one")
    }
    return response
  }

  /// The two responses of a pair.
  func responsePair() throws -> (first: String, second: String) {
    guard responses.count == 2 else {
      throw invalid("has \(responses.count) responses; the format \(format.name) needs two")
    }
    return (responses[0], responses[1])
  }

  /// The steps of the response, at least one.
  func stepList() throws -> [String] {
    guard let steps, !steps.isEmpty else {
      throw invalid("has no steps; the format \(format.name) needs them")
    }
    return steps
  }

  /// The reference answer.
  func referenceText() throws -> String {
    guard let reference else {
      throw invalid("has no reference answer; the format \(format.name) needs one")
    }
    return reference
  }

  /// Refuses a judgment that does not answer the example.
  func check(_ judgment: Judgment) throws {
    guard format.admits(judgment, steps: steps?.count ?? .max) else {
      throw invalid("does not admit the judgment '\(judgment)' (format \(format.name))")
    }
  }

  func invalid(_ what: String) -> AssayError {
    AssayError(
      .invalidExample, "The example \(id) \(what).",
      advice: "Correct the example in its source, or choose another format for it.")
  }

  func unsupported(by style: String) -> AssayError {
    AssayError(
      .unsupportedFormat, "The prompt style \(style) has no prompt for the format \(format.name).",
      advice: "Choose another style; `assay list` shows which formats each of them has.")
  }
}
