import Architectures
import Foundation
import Testing

@testable import Datasets

/// Damaged files must be read or refused with a `DatasetError`, never end the process.
struct MutationTests {
  @Test("damaged files are read or refused", arguments: Mutation.Form.allCases)
  func damaged(form: Mutation.Form) throws {
    try withTemporaryFolder { folder in
      let mutation = try Mutation(form)
      var generator = SplitMix64(seed: 2026)
      var outcomes = (read: 0, refused: 0)
      for _ in 0..<400 {
        if try mutation.isRead(in: folder, using: &generator) {
          outcomes.read += 1
        } else {
          outcomes.refused += 1
        }
      }
      #expect(outcomes.refused > 40, "\(outcomes)")
      // The checksum of xz lets no damage pass.
      #expect(outcomes.read > 4 || form == .idxXZ, "\(outcomes)")
    }
  }
}
