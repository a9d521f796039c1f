// SPDX-License-Identifier: Apache-2.0
// Is one judge better than another? Two judges answered the same forty items; a point difference
// alone would say yes.
//
//   swift run CompareJudges
import AssayStatistics

let first = (0..<40).map { $0 % 5 != 0 }
let second = (0..<40).map { $0 % 4 != 0 }
print("first judge:  \(try Proportion.wilson(first))")
print("second judge: \(try Proportion.wilson(second))")

let test = try McNemar(first, second)
print("only the first is right on \(test.onlyFirst) items, only the second on \(test.onlySecond)")
let paired = try PairedDifference(correct: first, second, bootstrap: Bootstrap(seed: 1))
print("difference: \(paired.difference)")
print(
  paired.difference.contains(0)
    ? "too few items to tell them apart" : "the first judge is better")
