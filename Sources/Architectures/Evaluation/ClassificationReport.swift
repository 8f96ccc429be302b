/// What a classifier made of a set of labelled images.
///
/// A `ClassificationCounter` makes one image by image. In JSON every key is always there; what has no value, such as the
/// accuracy of a class without images, is null.
public struct ClassificationReport: Hashable, Sendable {
  /// The name of each class, in the order of the labels.
  public let classNames: [String]
  /// The number of images by label and predicted class: `confusion[label][prediction]`.
  public let confusion: [[Int]]
  /// The worst mistakes, from the one with the highest probability of a wrong class on.
  public let mistakes: [Mistake]

  /// An image that was taken for one of another class.
  public struct Mistake: Codable, Hashable, Sendable {
    /// The name of the image, such as that of its file.
    public let image: String
    /// The name of its class.
    public let label: String
    /// The name of the class that it was taken for.
    public let prediction: String
    /// How likely the classifier found the predicted class, in [0, 1].
    public let probability: Double
    /// How likely the classifier found the class of the label, in [0, 1].
    public let labelProbability: Double
  }

  /// How the images of one class fared.
  public struct ClassResult: Hashable, Sendable {
    /// The name of the class.
    public let name: String
    /// The number of images of the class.
    public let images: Int
    /// The share of its images that were recognised (recall), in [0, 1]; nil for a class without images.
    public let accuracy: Double?
    /// The share of right ones among the images that were taken for this class, in [0, 1]; nil where none was.
    public let precision: Double?
  }

  /// Takes what was checked or counted.
  init(checked confusion: [[Int]], classNames: [String], mistakes: [Mistake]) {
    self.classNames = classNames
    self.confusion = confusion
    self.mistakes = mistakes
  }

  /// The number of all images.
  public var images: Int { confusion.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The number of images that were recognised.
  var recognised: Int { confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }

  /// The share of images that were recognised, in [0, 1]; nil where there are none.
  public var accuracy: Double? { Self.share(recognised, of: images) }

  /// The result of each class, in the order of the labels.
  public var classes: [ClassResult] {
    var predicted = [Int](repeating: 0, count: classNames.count)
    for row in confusion {
      for (prediction, count) in row.enumerated() { predicted[prediction] += count }
    }
    return classNames.indices.map { index in
      let (right, images) = (confusion[index][index], confusion[index].reduce(0, +))
      return ClassResult(
        name: classNames[index], images: images, accuracy: Self.share(right, of: images),
        precision: Self.share(right, of: predicted[index]))
    }
  }

  /// How often images of one class were taken for another.
  struct Confusion: Hashable {
    let label: Int
    let prediction: Int
    let count: Int
  }

  /// The pairs of classes that were taken for each other, the most frequent first; as frequent ones by label.
  var confusions: [Confusion] {
    let pairs = confusion.enumerated().flatMap { label, row in
      row.enumerated().compactMap { prediction, count in
        prediction == label || count == 0
          ? nil : Confusion(label: label, prediction: prediction, count: count)
      }
    }
    return pairs.sorted {
      ($1.count, $0.label, $0.prediction) < ($0.count, $1.label, $1.prediction)
    }
  }

  /// A part as a fraction of a whole; nil where the whole is nothing.
  static func share(_ part: Int, of whole: Int) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }
}
