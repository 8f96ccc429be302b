import Architectures

/// Two disjoint parts of a set of labelled images with the same share of every class.
///
/// The same labels, sizes and seed give the same parts on every platform.
public struct StratifiedSplit: Hashable, Sendable {
  /// The indices that are not held out, in ascending order.
  public let kept: [Int32]
  /// The indices that are held out, in ascending order.
  public let heldOut: [Int32]

  /// Holds out a number of images, of each class its share.
  ///
  /// Where the shares are no whole numbers, those with the largest fractions are rounded up; the
  /// seed decides among equal fractions.
  ///
  /// - Parameters:
  ///   - labels: The class of each image.
  ///   - classes: The number of classes, above every label.
  ///   - heldOutCount: The number of images to hold out, 0 to `labels.count`.
  ///   - seed: The seed of the choice.
  public init(labels: [UInt8], classes: Int, heldOutCount: Int, seed: UInt64) {
    let indices = labels.indices.map { Int32($0) }
    (heldOut, kept) = stratifiedDraw(
      heldOutCount, of: indices, labels: labels, classes: classes,
      using: Seed(seed).derived("stratified split"))
  }

  /// Holds out a fraction of the images, rounded to the nearest number.
  ///
  /// - Parameters:
  ///   - labels: The class of each image.
  ///   - classes: The number of classes, above every label.
  ///   - heldOutFraction: The fraction to hold out, in [0, 1].
  ///   - seed: The seed of the choice.
  public init(labels: [UInt8], classes: Int, heldOutFraction: Double, seed: UInt64) {
    precondition(
      (0...1).contains(heldOutFraction), "expected a fraction in [0, 1], got \(heldOutFraction)")
    let count = (heldOutFraction * Double(labels.count)).rounded()
    self.init(labels: labels, classes: classes, heldOutCount: Int(count), seed: seed)
  }

  /// Chooses some of the images, of each class its share, for runs with fewer images.
  ///
  /// - Parameters:
  ///   - count: The number of images to choose, 0 to `indices.count`.
  ///   - indices: The images to choose from, such as the `kept` ones of a split.
  ///   - labels: The class of each image of the whole set.
  ///   - classes: The number of classes, above every label.
  ///   - seed: The seed of the choice.
  /// - Returns: The chosen indices in ascending order.
  public static func subset(
    count: Int, of indices: [Int32], labels: [UInt8], classes: Int, seed: UInt64
  ) -> [Int32] {
    stratifiedDraw(
      count, of: indices, labels: labels, classes: classes,
      using: Seed(seed).derived("stratified subset")
    ).chosen
  }
}
