public import Architectures
internal import Datasets
internal import Images
public import Torch
internal import Tracking

/// The test set of a run, which is read once: when nothing can be chosen by it any more.
public struct TestSet {
  private let images: DeviceImageSet
  private let labels: [Int32]
  private let names: [String]
  private let description: DatasetDescription
  private let batchSize: Int
  private let context: RunContext
  private let reports = Reports()

  /// What was made of the images, by the name of the network.
  private final class Reports {
    var all: [String: ClassificationReport] = [:]
  }

  /// The worst mistakes that are kept.
  static let mistakes = 24
  /// The counts of a confusion matrix are the square of these.
  static let mostClasses = 2000

  /// - Parameters:
  ///   - images: The images.
  ///   - labels: The class of each.
  ///   - names: What each is called; empty where they have no names.
  ///   - description: What they are.
  ///   - batchSize: Images per pass.
  ///   - context: Told how far an evaluation has come.
  init(
    _ images: DeviceImageSet, labels: [Int32], names: [String], description: DatasetDescription,
    batchSize: Int, context: RunContext
  ) {
    (self.images, self.labels, self.names) = (images, labels, names)
    (self.description, self.batchSize, self.context) = (description, batchSize, context)
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
    let classes = description.classes
    var counter =
      classes <= Self.mostClasses
      ? ClassificationCounter(classNames: description.classNames, keeping: Self.mistakes) : nil
    var done = 0
    let evaluation = try Evaluation(
      on: images, indices: Array(Int32(0)..<Int32(images.count)), batchSize: batchSize,
      progress: { done in
        try context.record(.evaluation(name: name, done: done, count: images.count))
        if context.shouldStop() { throw Interrupted() }
      },
      classifier: { batch in
        let logits = classifier(batch)
        let count = batch.size(0)
        let best = counter == nil ? [] : logits.argmax(dimension: 1).elements(as: Int64.self)
        let shares = counter == nil ? [] : logits.softmax(dimension: 1).elements(as: Float.self)
        // Of memory that ran out in the pass, the evaluation says it.
        for row in 0..<(shares.count == count * classes && best.count == count ? count : 0) {
          let (label, prediction) = (Int(labels[done + row]), Int(best[row]))
          counter?.count(
            label: label, prediction: prediction,
            probability: Double(shares[row * classes + prediction]),
            labelProbability: Double(shares[row * classes + label]),
            image: self.name(of: done + row))
        }
        done += count
        return logits
      })
    reports.all[name] = counter?.report
    return evaluation
  }

  /// What a network made of the images, with pictures of its worst mistakes.
  ///
  /// - Parameter name: As it was called in its evaluation.
  /// - Returns: Nil where there are too many classes.
  /// - Throws: `OutOfMemory`.
  func details(of name: String) throws -> TestDetails? {
    guard let report = reports.all[name] else { return nil }
    let places = Dictionary(labels.indices.map { (self.name(of: $0), $0) }) { first, _ in first }
    let shape = description.imageShape
    let pictures = report.mistakes.map { mistake in
      guard let place = places[mistake.image], [1, 3].contains(shape.channels) else {
        return [UInt8]()
      }
      return PNGFile.encoded(
        images.pixels(at: place), height: shape.height, width: shape.width,
        channels: shape.channels) ?? []
    }
    try Libtorch.checkMemory()
    return TestDetails(report: report, pictures: pictures)
  }

  private func name(of index: Int) -> String {
    names.isEmpty ? "test image \(index)" : names[index]
  }
}
