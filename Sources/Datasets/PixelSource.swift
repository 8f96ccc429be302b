public import Architectures

/// Images that the program has in memory.
public struct PixelSource: ImageSource {
  /// What the images are.
  public let description: DatasetDescription
  private let training: ImageSet
  private let test: ImageSet?

  /// Images with their description, which is completed by what the images say.
  ///
  /// - Parameters:
  ///   - name: A short name, for the run's folder and its summary.
  ///   - training: What search, selection and training see.
  ///   - test: What the final network is measured on; nil to have a part of the others split off for it.
  ///   - classNames: In the order of the labels; nil for their numbers.
  /// - Precondition: Both parts have the same shape and classes.
  public init(
    name: String, training: ImageSet, test: ImageSet? = nil, classNames: [String]? = nil
  ) {
    let names = classNames ?? (0..<training.classes).map { "\($0)" }
    precondition(
      names.count == training.classes,
      "\(names.count) names for \(training.classes) classes")
    precondition(
      test.map { $0.shape == training.shape && $0.classes == training.classes } ?? true,
      "the test images are not like the training images")
    self.training = training
    self.test = test
    description = DatasetDescription(
      name: name, title: name, imageShape: training.shape, classNames: names,
      normalization: training.normalization(),
      counts: .init(training: training.count, test: test?.count))
  }

  /// The images of one part.
  public func load(_ split: Split, progress: (LoadProgress) -> Void) -> ImageSet {
    switch split {
    case .training: training
    case .test: test ?? training.part([])
    }
  }

  /// Nothing to look for.
  public func locate(_ split: Split, progress: (LoadProgress) -> Void) {}
}
