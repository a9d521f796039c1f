// SPDX-License-Identifier: Apache-2.0
public import AssayCore

extension Example {
  /// The name and version of the row format that this version writes.
  public static let schema = "assay.example/1"

  /// The example as one JSON object, as it stands on a line of an example file.
  ///
  /// Fields that say nothing (no reference, no steps, empty metadata) are left out.
  public var jsonValue: JSONValue {
    var members: [String: JSONValue] = [
      "schema": .string(Self.schema),
      "id": .string(id),
      "format": format.jsonValue,
      "input": .string(input),
      "responses": .array(responses.map { .string($0) }),
      "source": .string(source),
      "group": .string(group),
    ]
    if !instruction.isEmpty { members["instruction"] = .string(instruction) }
    if !domain.isEmpty { members["domain"] = .string(domain) }
    if let reference { members["reference"] = .string(reference) }
    if let steps { members["steps"] = .array(steps.map { .string($0) }) }
    if let rubric { members["rubric"] = rubric.jsonValue }
    if let gold { members["gold"] = gold.jsonValue }
    if !metadata.isEmpty { members["metadata"] = .object(metadata) }
    return .object(members)
  }
}

extension JudgmentFormat {
  var jsonValue: JSONValue {
    var members: [String: JSONValue] = ["kind": .string(name)]
    switch self {
    case .pointwise(let scale):
      members["lowest"] = .integer(scale.lowest)
      members["highest"] = .integer(scale.highest)
    case .pairwise(let ties): members["ties"] = .bool(ties)
    case .classification(let labels): members["labels"] = .array(labels.map { .string($0) })
    case .ranking(let count): members["count"] = .integer(count)
    case .binary, .verification, .stepwise: break
    }
    return .object(members)
  }
}

extension Judgment {
  /// Reads a judgment from its JSON object; `nil` where it is none.
  public init?(jsonValue: JSONValue) {
    guard let members = jsonValue.objectValue else { return nil }
    let row = Row(members: members, index: 0, location: SourceLocation(file: ""))
    guard let judgment = try? Judgment(row: row) else { return nil }
    self = judgment
  }

  /// The judgment as one JSON object, as it stands in an example file.
  public var jsonValue: JSONValue {
    switch self {
    case .score(let score): ["score": .integer(score)]
    case .preference(let preference): ["preference": .string(preference.rawValue)]
    case .boolean(let value): ["boolean": .bool(value)]
    case .firstError(let index): ["first_error": .integer(index ?? -1)]
    case .label(let label): ["label": .string(label)]
    case .ranking(let order): ["ranking": .array(order.map { .integer($0) })]
    }
  }
}

extension Rubric {
  var jsonValue: JSONValue {
    var members: [String: JSONValue] = [
      "criteria": .string(criteria),
      "levels": .array(
        levels.map { ["label": .string($0.label), "meaning": .string($0.meaning)] }),
    ]
    if let named {
      members["named"] = .array(
        named.map { criterion in
          var fields: [String: JSONValue] = [
            "name": .string(criterion.name), "meaning": .string(criterion.meaning),
          ]
          if let weight = criterion.weight { fields["weight"] = .number(weight) }
          return .object(fields)
        })
    }
    return .object(members)
  }
}
