// SPDX-License-Identifier: Apache-2.0
import AssayCore

extension Example {
  /// The source and the identifier, which together name the example in a whole set.
  var place: String { source.isEmpty ? id : "\(source)/\(id)" }
}
