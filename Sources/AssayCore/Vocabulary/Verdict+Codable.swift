// SPDX-License-Identifier: Apache-2.0

extension UnscoredReason: Codable {
  private enum CodingKeys: String, CodingKey { case kind, detail }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(String.self, forKey: .kind)
    let detail = try container.decodeIfPresent(String.self, forKey: .detail) ?? ""
    switch kind {
    case "truncated": self = .truncated
    case "overlong": self = .overlong
    case "refused": self = .refused
    case "unparsed": self = .unparsed
    case "bad-label": self = .badLabel(detail)
    case "out-of-range": self = .outOfRange(detail)
    case "contradiction": self = .contradiction
    case "unsupported": self = .unsupported(detail)
    case "failed": self = .failed(detail)
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "unknown reason '\(kind)'")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encodeIfPresent(detail, forKey: .detail)
  }
}

extension Verdict.Outcome: Codable {
  private enum CodingKeys: String, CodingKey { case judged, unscored }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let judgment = try container.decodeIfPresent(Judgment.self, forKey: .judged) {
      self = .judged(judgment)
    } else {
      self = .unscored(try container.decode(UnscoredReason.self, forKey: .unscored))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .judged(let judgment): try container.encode(judgment, forKey: .judged)
    case .unscored(let reason): try container.encode(reason, forKey: .unscored)
    }
  }
}
