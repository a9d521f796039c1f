// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayFaultServer
import AssayGeneration
import AssayTestSupport
import Foundation
import Testing

@Suite struct TLSTests {
  private func certificate(_ name: String) throws -> TestCertificate {
    try TestCertificate(
      name, fixture: SharedData.fixtures.appending(path: "AssayGeneration/tls.json"))
  }

  /// Asks a TLS server, with its authority trusted or not.
  private func ask(_ name: String, trusting: Bool) async throws -> String {
    let certificate = try certificate(name)
    return try await withTemporaryFolder { folder in
      let file = folder.appending(path: "authority.pem")
      try certificate.authorityPEM.write(to: file, atomically: true, encoding: .utf8)
      return try await FaultServer.serving(
        certificate: certificate, { $0.path == "/v1/models" ? nil : .chat("ok") }
      ) { server in
        var configuration = try server.configuration
        if trusting { configuration.trustedCertificates = file.path() }
        let model = try await Endpoint.model(configuration)
        return try await model.complete(.question("a")).text
      }
    }
  }

  @Test func aTrustedCertificateIsTaken() async throws {
    #expect(try await ask("good", trusting: true) == "ok")
  }

  @Test(arguments: [("expired", true), ("good", false), ("expired", false)])
  func othersAreRefused(_ name: String, _ trusting: Bool) async throws {
    let error = await #expect(throws: AssayError.self) {
      try await ask(name, trusting: trusting)
    }
    #expect(error?.code == .untrustedCertificate)
    #expect(error?.message.contains("expired") == true)
  }

  @Test func mixedUpSchemesAreNamed() async throws {
    try await FaultServer.serving({ _ in nil }) { server in
      var configuration = try server.configuration
      configuration.replicas = [try BaseURL("https://127.0.0.1:\(server.port)")]
      let error = await #expect(throws: AssayError.self) {
        try await Endpoint.model(configuration)
      }
      #expect(error?.code == .endpointUnreachable)
    }
    try await FaultServer.serving(certificate: certificate("good"), { _ in nil }) { server in
      var configuration = try server.configuration
      configuration.replicas = [try BaseURL("http://127.0.0.1:\(server.port)")]
      await #expect(throws: AssayError.self) { try await Endpoint.model(configuration) }
    }
  }

  @Test func missingCertificatesAreNamed() async throws {
    var configuration = EndpointConfiguration(replicas: [try BaseURL("https://127.0.0.1:1")])
    configuration.trustedCertificates = "/no/such.pem"
    let error = await #expect(throws: AssayError.self) { try await Endpoint.model(configuration) }
    #expect(error?.code == .fileUnreadable)
  }
}
