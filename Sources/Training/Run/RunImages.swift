internal import Architectures
internal import Datasets
internal import Foundation
internal import Tracking

/// The training images of a run and a split of them; never the test images.
public struct RunImages {
  /// The training set.
  public let training: DeviceImageSet
  /// Every image that the run uses.
  public let allIndices: [Int32]
  /// Those held out by class, for whatever may not see the others' labels.
  public let validationIndices: [Int32]
  /// All but those.
  public let searchIndices: [Int32]

  /// Reads the training set.
  ///
  /// - Parameters:
  ///   - setup: Where from, and the seed of the split.
  ///   - count: Images used, the option `training-images`; 0 for all.
  ///   - validationFraction: The share of them that is held out.
  /// - Throws: `ConfigurationError` where there are fewer images than asked for.
  public init(_ setup: RunSetup, count: Int, validationFraction: Double) throws {
    for note in setup.images.notes { try setup.context.record(.note(note)) }
    let set = try setup.images.load(.training, progress: setup.report)
    // Looked for, not read: a long run must not end for want of the test set.
    try setup.images.locate(.test, progress: setup.report)
    let every = Array(Int32(0)..<Int32(set.count))
    guard count <= set.count else {
      throw ConfigurationError.invalid(
        key: "training-images", value: "\(count)",
        expected: "at most \(set.count), the size of \(setup.dataset.title)'s training set")
    }
    func subset(
      _ count: Int, of indices: [Int32], _ purpose: String, leavingOne: Bool
    ) -> [Int32] {
      StratifiedSplit.subset(
        count: count, of: indices, labels: set.labels, classes: set.classes,
        seed: setup.seed.derived(purpose).value, leavingOne: leavingOne)
    }
    allIndices = count == 0 ? every : subset(count, of: every, "subset", leavingOne: false)
    if set.heldOut > 0 {
      // Whoever made the set has said which.
      validationIndices = allIndices.filter { Int($0) >= set.count - set.heldOut }
    } else {
      let heldOut = Int((validationFraction * Double(allIndices.count)).rounded())
      validationIndices =
        heldOut == 0
        ? [] : subset(heldOut, of: allIndices, "validation split", leavingOne: true)
    }
    let validation = Set(validationIndices)
    searchIndices = allIndices.filter { !validation.contains($0) }
    training = DeviceImageSet(
      set, normalization: setup.dataset.normalization, device: setup.device)
  }

  /// Bytes of the images in memory.
  public var bytes: Int { training.bytes }

  /// Refuses batches that are larger than what they are drawn from.
  public static func check(
    batchSize: Int, key: String, among indices: [Int32]
  ) throws(ConfigurationError) {
    guard batchSize <= indices.count else {
      throw .invalid(
        key: key, value: "\(batchSize)",
        expected: "at most \(indices.count), the images there are to draw from")
    }
  }
}
