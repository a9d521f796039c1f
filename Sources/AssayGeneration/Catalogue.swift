// SPDX-License-Identifier: Apache-2.0
import AssayCore

/// The list of models of an endpoint, asked for when it is needed.
struct Catalogue: Sendable {
  var transport: HTTPTransport
  var replica: BaseURL
  var model: String
  var secret: Secret?

  /// The models that the server offers; `nil` where it has no such list.
  ///
  /// - Throws: `RequestFailure` where the server cannot be reached or does not take the key.
  func models() async throws -> ModelList? {
    let faults = FaultReader(replica: replica, model: model, secret: secret)
    let reply: HTTPReply
    do {
      reply = try await transport.get(replica.appending("models"))
    } catch {
      try Task.checkCancellation()
      throw RequestFailure(transport: error, replica: replica)
    }
    do {
      return ModelList(try ReplyReader(faults: faults).json(reply))
    } catch let failure {
      switch failure.kind {
      case .unauthorized, .redirected, .page, .untrustedCertificate, .quotaExhausted: throw failure
      // A server without a list may serve all the same.
      default: return nil
      }
    }
  }

  /// The error of an unknown model, with the names of those that there are.
  func explain(_ error: AssayError) async -> AssayError {
    guard let names = try? await models()?.names, !names.isEmpty else { return error }
    var error = error
    let shown = names.sorted().prefix(20).joined(separator: ", ")
    error.advice =
      "It serves: \(shown)\(names.count > 20 ? " and \(names.count - 20) more" : "")."
    return error
  }
}
