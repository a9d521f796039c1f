// SPDX-License-Identifier: Apache-2.0
// Reads verdicts out of completions: what can be read becomes a judgment, everything else a
// reason, and nothing becomes a guess.
//
//   swift run ReadVerdicts
import AssayCore

let example = Example(
  id: "capital", format: .pairwise(ties: false), instruction: "Answer the question.",
  input: "What is the capital of Australia?",
  responses: ["Canberra.", "Sydney, which is also its largest city."],
  source: "example", group: "capital")
let completions = [
  "<think>Sydney is not the capital.</think>Explanation: The first is right.\nVerdict: A",
  "Explanation: Both name a city.\nVerdict: C",
  "I would rather not compare the two.",
]
let style = FareStyle()
print(try style.messages(for: example, form: .critique).map(\.content).joined(separator: "\n"))
print("----")
for text in completions {
  let verdict = style.verdict(from: Completion(text: text), for: example, form: .critique)
  switch verdict.outcome {
  case .judged(let judgment): print("judged: \(judgment)")
  case .unscored(let reason): print("unscored: \(reason)")
  }
}
