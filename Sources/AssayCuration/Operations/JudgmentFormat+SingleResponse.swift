// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension JudgmentFormat {
  /// The format in which one response is judged right or wrong: this one, if it is such a format.
  func ofSingleResponse(hasReference: Bool) -> JudgmentFormat {
    switch self {
    case .binary, .verification: self
    default: .verification(reference: hasReference)
    }
  }
}
