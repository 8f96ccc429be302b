/// The labelled images of one part of a data set, in memory.
public struct ImageSet: Sendable {
  /// The pixels of all images in row-major order `[count, height, width, channels]`, 0 to 255.
  public let images: [UInt8]
  /// The class of each image, 0 ..< `classes`.
  public let labels: [Int32]
  /// The number of colour channels.
  public let channels: Int
  /// The height of an image in pixels.
  public let height: Int
  /// The width of an image in pixels.
  public let width: Int
  /// The number of classes.
  public let classes: Int
  /// What each image is called, such as the name of its file; empty where images have no names.
  public let names: [String]
  /// How many images at the end are held out by who made the set: no weights are to be trained on them.
  public let heldOut: Int

  /// The number of images.
  public var count: Int { labels.count }

  /// Makes a set of labelled images.
  ///
  /// - Parameters:
  ///   - images: The pixels, `labels.count * height * width * channels` of them.
  ///   - labels: The class of each image, each below `classes`.
  ///   - channels: The number of colour channels.
  ///   - height: The height of an image in pixels.
  ///   - width: The width of an image in pixels.
  ///   - classes: The number of classes.
  ///   - names: What each image is called; empty for no names.
  ///   - heldOut: How many images at the end are held out.
  public init(
    images: [UInt8], labels: [Int32], channels: Int, height: Int, width: Int, classes: Int,
    names: [String] = [], heldOut: Int = 0
  ) {
    let expected = labels.count * channels * height * width
    precondition(
      images.count == expected, "expected \(expected) pixel values, received \(images.count)")
    precondition(
      labels.allSatisfy { 0 <= $0 && $0 < classes },
      "expected labels below \(classes), received \(labels.max() ?? 0)")
    precondition(
      names.isEmpty || names.count == labels.count,
      "expected \(labels.count) names or none, received \(names.count)")
    precondition(
      (0...labels.count).contains(heldOut),
      "expected 0 to \(labels.count) held-out images, received \(heldOut)")
    self.images = images
    self.labels = labels
    self.channels = channels
    self.height = height
    self.width = width
    self.classes = classes
    self.names = names
    self.heldOut = heldOut
  }
}
