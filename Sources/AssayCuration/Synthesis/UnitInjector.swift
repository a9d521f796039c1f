// SPDX-License-Identifier: Apache-2.0

/// `unit`: a measured number gets the wrong unit, of the same kind and size of word.
public struct UnitInjector: ErrorInjector {
  public static let card = InjectorCard(
    name: "unit", summary: "A measured number gets another unit of its kind.",
    kinds: ["unit/length", "unit/mass", "unit/time", "unit/volume", "unit/speed", "unit/money"])

  /// Units by kind; the longer word of two that begin alike comes first.
  private static let families: [(kind: String, groups: [[String]])] = [
    (
      "length",
      [
        ["kilometers", "meters", "centimeters", "millimeters", "miles", "yards", "feet", "inches"],
        ["kilometres", "metres", "centimetres", "millimetres"],
        ["kilometer", "meter", "centimeter", "mile", "foot", "inch"], ["km", "cm", "mm", "m"],
      ]
    ),
    (
      "mass",
      [
        ["kilograms", "grams", "milligrams", "pounds", "ounces", "tons"],
        ["kilogram", "gram", "pound", "ounce", "ton"], ["kg", "mg", "lb", "oz", "g"],
      ]
    ),
    (
      "time",
      [
        ["seconds", "minutes", "hours", "days", "weeks", "months", "years"],
        ["second", "minute", "hour", "day", "week", "month", "year"],
      ]
    ),
    (
      "volume",
      [
        ["milliliters", "liters", "gallons", "quarts", "pints", "cups"],
        ["milliliter", "liter", "gallon", "quart", "pint", "cup"], ["ml", "cl"],
      ]
    ),
    ("speed", [["km/h", "m/s", "mph"]]),
    ("money", [["dollars", "euros", "pounds sterling", "cents"], ["dollar", "euro", "cent"]]),
  ]

  public init() {}

  public func faults(in subject: InjectionSubject) -> [InjectedFault] {
    let scanner = ArithmeticScanner(subject.text)
    let characters = scanner.characters
    return scanner.numbers.flatMap { number -> [InjectedFault] in
      var start = number.range.upperBound
      while start < characters.count, characters[start] == " " || characters[start] == "-" {
        start += 1
      }
      for (kind, groups) in Self.families {
        for group in groups {
          guard let unit = Self.unit(of: group, in: characters, at: start) else { continue }
          let range = start..<(start + unit.count)
          return group.filter { $0 != unit }.map {
            subject.replacing(range, of: characters, with: $0, kind: "unit/\(kind)")
          }
        }
      }
      return []
    }
  }

  private static func unit(of group: [String], in characters: [Character], at start: Int) -> String?
  {
    group.filter { unit in
      let end = start + unit.count
      return end <= characters.count && characters[start..<end].elementsEqual(unit)
        && (end == characters.count || !(characters[end].isLetter || characters[end] == "/"))
    }.max { $0.count < $1.count }
  }
}
