// SPDX-License-Identifier: Apache-2.0

/// `entity`: a name becomes another name of the same text or question.
///
/// Names are runs of capitalised words that do not begin a sentence, of at most four words. The
/// other name comes from the same text or its question, so that the fault cannot be told by its
/// look alone.
public struct EntityInjector: ErrorInjector {
  public static let card = InjectorCard(
    name: "entity", summary: "A name becomes another name of the same text.",
    kinds: ["entity/swap"])

  public init() {}

  public func faults(in subject: InjectionSubject) -> [InjectedFault] {
    let characters = Array(subject.text)
    let here = Self.names(in: characters)
    let question = Array(subject.question)
    let known =
      here.map { String(characters[$0]) } + Self.names(in: question).map { String(question[$0]) }
    var seen: Set<String> = []
    let others = known.filter { seen.insert($0).inserted }
    return here.flatMap { place in
      let name = String(characters[place])
      // A name that holds the other one would leave the sentence as it was.
      return others.filter { !$0.contains(name) && !name.contains($0) }.map {
        subject.replacing(place, of: characters, with: $0, kind: "entity/swap")
      }
    }
  }

  private static func names(in characters: [Character]) -> [Range<Int>] {
    var names: [Range<Int>] = []
    var current: Range<Int>?
    var length = 0
    for word in Words(characters).words {
      let isCapitalised = characters[word.lowerBound].isUppercase && word.count > 1
      let follows = current.map {
        characters[$0.upperBound..<word.lowerBound].allSatisfy { $0 == " " }
      }
      if isCapitalised, let begin = current, follows == true, length < 4 {
        current = begin.lowerBound..<word.upperBound
        length += 1
        continue
      }
      if let found = current { names.append(found) }
      current =
        isCapitalised && !beginsSentence(word.lowerBound, characters)
          && !CapitalWords.all.contains(String(characters[word])) ? word : nil
      length = 1
    }
    if let current { names.append(current) }
    return names
  }

  private static func beginsSentence(_ start: Int, _ characters: [Character]) -> Bool {
    guard let last = characters[..<start].lastIndex(where: { !$0.isWhitespace }) else {
      return true
    }
    if characters[last..<start].contains(where: \.isNewline) { return true }
    return ".!?:\"“#*-".contains(characters[last])
  }
}

/// Words that are written like names and are none.
private enum CapitalWords {
  static let all = Set(
    EnglishCalendar.months + EnglishCalendar.weekdays
      + ["The", "This", "That", "These", "Those", "However", "Therefore"])
}
