extension ClassificationReport {
  /// A report of counts that come from elsewhere.
  ///
  /// - Parameters:
  ///   - classNames: The names of the classes in the order of the labels.
  ///   - confusion: The number of images by label and predicted class.
  ///   - mistakes: Some of the mistakes in any order.
  /// - Throws: `ReportError` for counts that are no square of the classes or below 0, more images than can be counted,
  ///   and mistakes that are none.
  public init(
    classNames: [String], confusion: [[Int]], mistakes: [Mistake] = []
  ) throws(ReportError) {
    let expected = classNames.count
    guard expected > 0 else { throw .noClasses }
    guard confusion.count == expected else {
      throw .wrongCount("confusion", confusion.count, expected: expected)
    }
    var images = 0
    for (label, row) in confusion.enumerated() {
      guard row.count == expected else {
        throw .wrongCount("confusion[\(label)]", row.count, expected: expected)
      }
      for (prediction, count) in row.enumerated() {
        guard count >= 0 else {
          throw .negative("confusion[\(label)][\(prediction)]", count)
        }
        let (sum, overflow) = images.addingReportingOverflow(count)
        guard !overflow else { throw .tooManyImages }
        images = sum
      }
    }
    let known = Set(classNames)
    for (index, mistake) in mistakes.enumerated() {
      let place = "mistakes[\(index)]"
      for (key, name) in [("label", mistake.label), ("prediction", mistake.prediction)]
      where !known.contains(name) {
        throw .unknownClass("\(place).\(key)", name)
      }
      for (key, value) in [
        ("probability", mistake.probability), ("labelProbability", mistake.labelProbability),
      ] where !(0...1).contains(value) {
        throw .notAProbability("\(place).\(key)", value)
      }
    }
    self.init(
      checked: confusion, classNames: classNames,
      mistakes: mistakes.enumerated().sorted {
        ($1.element.probability, $0.offset) < ($0.element.probability, $1.offset)
      }.map(\.element))
  }
}

/// Why counts are no report of a classifier.
public enum ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are no classes.
  case noClasses
  /// The matrix of counts or one of its rows has more or fewer parts than there are classes.
  case wrongCount(String, Int, expected: Int)
  /// A number of images is below 0.
  case negative(String, Int)
  /// The sum of the counts is beyond all numbers.
  case tooManyImages
  /// A mistake names a class that is not there.
  case unknownClass(String, String)
  /// A number is outside of [0, 1].
  case notAProbability(String, Double)

  /// A sentence for people, without its end.
  public var description: String { sentence.legible }

  private var sentence: String {
    switch self {
    case .noClasses: "\"classes\" of the report is empty, expected at least one"
    case .wrongCount(let place, let count, let expected):
      "\"\(place)\" of the report has \(count) parts, expected \(expected), one for each class"
    case .negative(let place, let count):
      "\"\(place)\" of the report is \(count), expected a whole number from 0"
    case .tooManyImages:
      "the counts in \"confusion\" of the report add up to more than \(Int.max), expected fewer"
    case .unknownClass(let place, let name):
      "\"\(place)\" of the report is \"\(name)\", expected the name of one of its classes"
    case .notAProbability(let place, let value):
      "\"\(place)\" of the report is \(value), expected 0 to 1"
    }
  }
}
