// SPDX-License-Identifier: Apache-2.0

/// Applies a function to every element on several threads and keeps the order.
///
/// - Parameter threads: How many parts the elements are cut into; at least 1.
@concurrent
func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ transform: @escaping @Sendable (Element) -> Result
) async -> [Result] {
  let parts = max(1, min(threads, elements.count / 16))
  guard parts > 1 else { return elements.map(transform) }
  let length = (elements.count + parts - 1) / parts
  return await withTaskGroup(of: (Int, [Result]).self) { group in
    for part in 0..<parts {
      let range = min(elements.count, part * length)..<min(elements.count, (part + 1) * length)
      group.addTask { (part, elements[range].map(transform)) }
    }
    var results: [[Result]] = Array(repeating: [], count: parts)
    for await (part, some) in group { results[part] = some }
    return Array(results.joined())
  }
}
