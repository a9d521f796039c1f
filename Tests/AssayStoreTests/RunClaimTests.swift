// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayStore
import AssayTestSupport
import Foundation
import Testing

@Suite struct RunClaimTests {
  @Test func oneRunIsClaimedOnce() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "runs.sqlite")
      let (store, other) = (try Store(at: file), try Store(at: file))
      let run = try await store.begin(description(seed: 1, name: "taken"))
      let second = try await store.begin(description(seed: 2))
      let claim = try store.claim(run)
      for claimant in [store, other] {
        let error = #expect(throws: AssayError.self) { try claimant.claim(run) }
        #expect(error?.code == .inUse)
        #expect(error?.message.contains("Process \(getpid())") == true)
        #expect(error?.message.contains("'taken'") == true)
      }
      // Another run is free, and giving it back does not touch the first.
      try other.claim(second).release()
      #expect(throws: AssayError.self) { try other.claim(run) }
      claim.release()
      claim.release()
      let again = try other.claim(run)
      #expect(throws: AssayError.self) { try store.claim(run) }
      again.release()
      // A claim ends with the last reference to it.
      _ = try store.claim(run)
      _ = try store.claim(run)
    }
  }

  @Test func aBegunRunIsFoundByItsDescription() async throws {
    try await withStore { store in
      #expect(try await store.begun(description(seed: 1)) == nil)
      let run = try await store.begin(description(seed: 1, name: "named"))
      #expect(try await store.begun(description(seed: 1)) == run)
      #expect(try await store.begun(description(seed: 2)) == nil)
    }
  }
}
