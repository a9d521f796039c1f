// SPDX-License-Identifier: Apache-2.0
import AssayCore
public import Foundation
import NIOSSL

/// The certificates of the tests' TLS server. `Scripts/fixtures/tls.py` makes them.
public struct TestCertificate: Sendable {
  private let leaf: [UInt8]
  private let key: [UInt8]
  private let authority: [UInt8]

  /// Reads one of the fixture's leaves.
  ///
  /// - Parameters:
  ///   - name: `good` or `expired`.
  ///   - fixture: The JSON file.
  public init(_ name: String, fixture: URL) throws {
    let json = try JSONParser.parse([UInt8](Data(contentsOf: fixture)))
    func bytes(_ field: String) throws -> [UInt8] {
      guard let data = json[field]?.stringValue.flatMap({ Data(base64Encoded: $0) }) else {
        throw AssayError(.malformedFile, "The fixture has no '\(field)'.")
      }
      return [UInt8](data)
    }
    leaf = try bytes(name)
    key = try bytes("key")
    authority = try bytes("authority")
  }

  /// The authority that signed it, as a PEM file holds it.
  public var authorityPEM: String {
    "-----BEGIN CERTIFICATE-----\n"
      + Data(authority).base64EncodedString(options: .lineLength64Characters)
      + "\n-----END CERTIFICATE-----\n"
  }

  func serverConfiguration() throws -> TLSConfiguration {
    .makeServerConfiguration(
      certificateChain: [.certificate(try NIOSSLCertificate(bytes: leaf, format: .der))],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: key, format: .der)))
  }
}
