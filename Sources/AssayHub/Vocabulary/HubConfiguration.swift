// SPDX-License-Identifier: Apache-2.0
public import AssayCore

/// Everything about a hub: where it is, who asks, where files are kept, and what may be fetched.
public struct HubConfiguration: Sendable {
  public var endpoint: HubEndpoint
  /// The token that is sent to the hub itself and to no other host; `nil` for public files.
  public var token: Secret?
  public var cache: HubCache
  /// Whether only what the cache holds may be used.
  public var isOffline: Bool
  public var limits: HubLimits
  public var timeouts: HubTimeouts
  public var retries: RetryPolicy
  /// A PEM file of certificates to trust instead of the system's.
  public var trustedCertificates: String?
  /// Whether files that are there already are read and checked once more.
  public var verifiesCache: Bool
  /// The seed of the waits between attempts.
  public var seed: UInt64
  /// The clock; tests bring their own.
  public var timekeeper: any Timekeeper
  /// Told of waits and second attempts.
  public var report: @Sendable (HubEvent) -> Void

  public init(endpoint: HubEndpoint = .huggingFace, token: Secret? = nil, cache: HubCache) {
    self.endpoint = endpoint
    self.token = token
    self.cache = cache
    isOffline = false
    limits = HubLimits()
    timeouts = HubTimeouts()
    retries = RetryPolicy()
    trustedCertificates = nil
    verifiesCache = false
    seed = 0
    timekeeper = SystemTime()
    report = { _ in }
  }
}

/// How much may be fetched.
public struct HubLimits: Sendable, Hashable {
  /// The most bytes that one call fetches, what an earlier one left included.
  public var totalBytes: Int
  /// The largest file, in bytes.
  public var fileBytes: Int
  /// The most files that a repository may list.
  public var files: Int
  /// The longest answer of the hub's interface that is read, in bytes.
  public var answerBytes: Int
  /// The most files that are fetched at a time.
  public var parallel: Int

  public init(
    totalBytes: Int = 100_000_000_000, fileBytes: Int = 50_000_000_000, files: Int = 100_000,
    answerBytes: Int = 64 << 20, parallel: Int = 4
  ) {
    self.totalBytes = totalBytes
    self.fileBytes = fileBytes
    self.files = files
    self.answerBytes = answerBytes
    self.parallel = max(1, parallel)
  }
}

/// How long the parts of an exchange may take.
public struct HubTimeouts: Sendable, Hashable {
  /// To connect, TLS included.
  public var connect: Duration
  /// From the request to the head of the answer.
  public var answer: Duration
  /// Without a byte in the middle of a file.
  public var idle: Duration

  public init(
    connect: Duration = .seconds(10), answer: Duration = .seconds(60),
    idle: Duration = .seconds(60)
  ) {
    self.connect = connect
    self.answer = answer
    self.idle = idle
  }
}

/// What a person who watches may want to know.
public enum HubEvent: Sendable {
  /// An exchange failed and is tried again after a while.
  case retrying(AssayError, after: Duration, attempt: Int)
  /// Another process fetches the same file.
  case waiting(path: String)
  /// Bytes did not have their checksum and are fetched once more.
  case refetching(path: String)
}

/// How far fetching is.
public struct HubProgress: Sendable, Hashable {
  /// The bytes that are on the disk, of the files that were missing at the start.
  public var bytes: Int
  /// The bytes of all files that were missing at the start.
  public var totalBytes: Int
  /// The bytes that an earlier, interrupted fetch had left.
  public var resumedBytes: Int
  public var files: Int
  public var totalFiles: Int
  /// What came over the network, in bytes a second since the start.
  public var bytesPerSecond: Double
}
