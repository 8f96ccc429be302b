public import Architectures

/// An endless sequence of batches over some images: pass after pass, each in a new random order.
///
/// Batch `number` depends on the seed and the number alone, so a run can go on anywhere. The last batch of a pass may
/// be smaller.
public struct BatchStream {
  /// The images drawn from.
  public let indices: [Int32]
  /// Images of a batch.
  public let batchSize: Int
  private let seed: Seed
  private var pass = -1
  private var order: [Int] = []

  /// A stream whose every pass has an order of its own, derived from the seed.
  public init(_ indices: [Int32], batchSize: Int, seed: Seed) {
    precondition(!indices.isEmpty, "a stream of no images")
    precondition(batchSize > 0, "batch size must be positive, got \(batchSize)")
    self.indices = indices
    self.batchSize = batchSize
    self.seed = seed
  }

  /// Batches until every image was seen once.
  public var batchesPerPass: Int { (indices.count + batchSize - 1) / batchSize }

  /// The number of images of batch `number`.
  public func count(_ number: Int) -> Int {
    min(batchSize, indices.count - number % batchesPerPass * batchSize)
  }

  /// The images of batch `number`, which counts from 0 over all passes.
  public mutating func batch(_ number: Int) -> [Int32] {
    let wanted = number / batchesPerPass
    if wanted != pass {
      pass = wanted
      order = shuffledIndices(count: indices.count, using: seed.derived("pass", pass))
    }
    let start = number % batchesPerPass * batchSize
    return order[start..<min(start + batchSize, order.count)].map { indices[$0] }
  }
}
