internal import Architectures
internal import Datasets
public import Torch
internal import Tracking

/// The test set of a run, which is read once: when nothing can be chosen by it any more.
public struct TestSet {
  private let images: DeviceImageSet
  private let batchSize: Int
  private let context: RunContext

  init(_ images: DeviceImageSet, batchSize: Int, context: RunContext) {
    self.images = images
    self.batchSize = batchSize
    self.context = context
  }

  /// Measures a classifier on all images.
  ///
  /// - Parameters:
  ///   - name: What it is called for people.
  ///   - classifier: Gives logits, images × classes.
  /// - Returns: Loss and accuracy.
  /// - Throws: `Interrupted` where the context wants to stop: what was trained is saved, a resumed run measures anew;
  ///   `OutOfMemory`.
  public func evaluation(
    of name: String, _ classifier: (Tensor) -> Tensor
  ) throws -> Evaluation {
    try Evaluation(
      on: images, indices: Array(Int32(0)..<Int32(images.count)), batchSize: batchSize,
      progress: { done in
        try context.record(.evaluation(name: name, done: done, count: images.count))
        if context.shouldStop() { throw Interrupted() }
      }, classifier: classifier)
  }
}
