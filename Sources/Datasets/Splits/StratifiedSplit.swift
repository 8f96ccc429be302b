import Architectures

/// Draws of labelled images that leave every class its share.
public enum StratifiedSplit {
  /// Chooses some of the images, of each class its share.
  ///
  /// Where the shares are no whole numbers, those with the largest fractions are rounded up; the
  /// seed decides among equal fractions. The same labels, sizes and seed give the same images on
  /// every platform.
  ///
  /// - Parameters:
  ///   - count: The number of images to choose, 0 to `indices.count`.
  ///   - indices: The images to choose from.
  ///   - labels: The class of each image of the whole set.
  ///   - classes: The number of classes, above every label.
  ///   - seed: The seed of the choice.
  ///   - leavingOne: Whether no class gives its last image, where that can be.
  /// - Returns: The chosen indices in ascending order.
  public static func subset(
    count: Int, of indices: [Int32], labels: [Int32], classes: Int, seed: UInt64,
    leavingOne: Bool = false
  ) -> [Int32] {
    stratifiedDraw(
      count, of: indices, labels: labels, classes: classes,
      leavingOne: leavingOne, using: Seed(seed).derived("stratified subset"))
  }
}
