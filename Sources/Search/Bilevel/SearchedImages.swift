package import Architectures
package import Training

extension [Int32] {
  /// Some of these images, for a search that learns from a part of them: the same random ones however often it is asked.
  ///
  /// - Parameters:
  ///   - count: How many; 0 for all.
  ///   - seed: Of the run.
  /// - Returns: Positions in the training set, in the order that they have here.
  package func searched(_ count: Int, seed: Seed) -> [Int32] {
    guard count > 0, count < self.count else { return self }
    return shuffledIndices(count: self.count, using: seed.derived("search images"))
      .prefix(count).sorted().map { self[$0] }
  }
}
