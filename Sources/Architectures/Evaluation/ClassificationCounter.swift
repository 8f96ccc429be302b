/// Counts what a classifier made of labelled images, one after the other.
public struct ClassificationCounter: Sendable {
  private let classNames: [String]
  private let limit: Int
  private var confusion: [[Int]]
  private var mistakes: [ClassificationReport.Mistake] = []

  /// A counter that has seen no image yet.
  ///
  /// It holds as many numbers as the square of the number of classes.
  ///
  /// - Parameters:
  ///   - classNames: The names of the classes in the order of the labels, at least one.
  ///   - limit: How many of the worst mistakes it keeps.
  public init(classNames: [String], keeping limit: Int) {
    precondition(
      !classNames.isEmpty && limit >= 0, "\(classNames.count) classes, \(limit) mistakes")
    self.classNames = classNames
    self.limit = limit
    confusion = Array(
      repeating: Array(repeating: 0, count: classNames.count), count: classNames.count)
  }

  /// Counts an image.
  ///
  /// Of mistakes that are as bad, those counted first are kept. A probability that is not a number, as a network with
  /// broken weights gives, is taken for 0.
  ///
  /// - Parameters:
  ///   - label: The number of its class.
  ///   - prediction: The number of the class that it was taken for.
  ///   - probability: That of the predicted class, in [0, 1].
  ///   - labelProbability: That of the class of the label, in [0, 1].
  ///   - image: The name of the image, which is asked for only where it is kept.
  public mutating func count(
    label: Int, prediction: Int, probability: Double, labelProbability: Double,
    image: @autoclosure () -> String
  ) {
    precondition(
      classNames.indices.contains(label) && classNames.indices.contains(prediction),
      "class \(prediction) for label \(label) of \(classNames.count) classes")
    confusion[label][prediction] += 1
    guard label != prediction else { return }
    let probability = probability.withinUnit
    let place = mistakes.firstIndex { $0.probability < probability } ?? mistakes.count
    guard place < limit else { return }
    mistakes.insert(
      ClassificationReport.Mistake(
        image: image(), label: classNames[label], prediction: classNames[prediction],
        probability: probability, labelProbability: labelProbability.withinUnit),
      at: place)
    if mistakes.count > limit { mistakes.removeLast() }
  }

  /// What was counted so far.
  public var report: ClassificationReport {
    ClassificationReport(checked: confusion, classNames: classNames, mistakes: mistakes)
  }
}

extension Double {
  /// The nearest number in [0, 1]; 0 for what is not a number.
  fileprivate var withinUnit: Double { self > 0 ? Swift.min(self, 1) : 0 }
}
