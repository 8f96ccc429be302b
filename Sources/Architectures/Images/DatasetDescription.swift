/// What a set of labelled images is, without the images: all that a network for it and its user have to know.
///
/// A run records it in `config.json` and an exported network in its metadata, so that both explain themselves.
public struct DatasetDescription: Hashable, Codable, Sendable {
  /// The name on the command line and in files, such as `cifar-10`.
  public var name: String
  /// The name in prose.
  public var title: String
  /// The size of one image.
  public var imageShape: ImageShape
  /// The name of each class, in the order of the labels.
  public var classNames: [String]
  /// The mean and standard deviation over the pixels of the training part.
  public var normalization: Normalization
  /// How many images there are.
  public var counts: Counts
  /// What the images are, to the byte: a hash over all files; nil where nobody computed one.
  public var digest: String?

  /// The number of images of each part.
  public struct Counts: Hashable, Codable, Sendable {
    /// What search, selection and training see.
    public var training: Int
    /// What the final network is measured on; nil for a set without a test part, of which one is split off.
    public var test: Int?
    /// How many of the training images are held out by who made the set; nil for none.
    public var validation: Int?

    /// The numbers of images.
    public init(training: Int, test: Int?, validation: Int? = nil) {
      self.training = training
      self.test = test
      self.validation = validation
    }
  }

  /// Describes a set of images.
  public init(
    name: String, title: String, imageShape: ImageShape, classNames: [String],
    normalization: Normalization, counts: Counts, digest: String? = nil
  ) {
    self.name = name
    self.title = title
    self.imageShape = imageShape
    self.classNames = classNames
    self.normalization = normalization
    self.counts = counts
    self.digest = digest
  }

  /// The number of classes; labels are 0 ..< `classes`.
  public var classes: Int { classNames.count }
}
