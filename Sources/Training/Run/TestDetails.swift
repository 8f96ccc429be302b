public import Architectures

/// What a network made of the test images, one by one.
public struct TestDetails: Hashable, Sendable {
  /// Counts by class, and the worst mistakes.
  public let report: ClassificationReport
  /// The images of the mistakes, in their order: bytes of PNG files; empty for what is no picture.
  public let pictures: [[UInt8]]

  /// The confusion matrix, as a drawing.
  public func confusion(title: String) -> String { ConfusionDrawing.svg(of: report, title: title) }

  /// The images that the network was most wrong about, as a drawing.
  public func mistakes(title: String) -> String {
    MistakeDrawing.svg(of: report.mistakes, pictures: pictures, title: title)
  }
}

/// What a network is worth on the test set.
public struct TestResult: Hashable, Sendable {
  /// Loss and accuracy.
  public let evaluation: Evaluation
  /// Image by image; nil where there are too many classes for a table.
  public let details: TestDetails?
}
