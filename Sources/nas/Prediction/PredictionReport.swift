internal import Architectures
internal import Datasets
internal import Foundation
internal import Inference

/// What a network says of files: for people and as JSON.
struct PredictionReport {
  /// What is printed as JSON.
  struct Result: Encodable {
    /// A class with its probability.
    struct Class: Encodable {
      let name: String
      let probability: Double
    }
    /// A file that was classified.
    struct Image: Encodable {
      let image: String
      @OrNull var label: String?
      let predictions: [Class]

      init(image: String, label: String?, predictions: [Class]) {
        (self.image, self.predictions) = (image, predictions)
        self.label = label
      }
    }
    /// A file that is no image.
    struct Refused: Encodable {
      let image: String
      let reason: String
    }

    var images: [Image] = []
    var refused: [Refused] = []
    var passedOver = 0
    @OrNull var accuracy: Double? = nil
  }

  /// What was found so far.
  private(set) var result = Result()
  private let top: Int
  private var right = 0
  private var isLabelled = true
  /// Entries that are no images, and of no one's concern.
  var passedOver: Int {
    get { result.passedOver }
    set { result.passedOver = newValue }
  }

  /// Shows so many classes of each image.
  init(top: Int) { self.top = top }

  /// Adds an image.
  ///
  /// - Parameters:
  ///   - file: The image.
  ///   - all: All classes from the likeliest on.
  ///   - label: The class that it is of; nil where nobody says it.
  mutating func add(_ file: ImageFiles.File, _ all: [Prediction], label: String?) {
    result.images.append(
      Result.Image(
        image: file.name, label: label,
        predictions: all.prefix(top).map {
          Result.Class(name: $0.name, probability: $0.probability)
        }))
    if label == nil { isLabelled = false }
    if let label, all.first?.name == label { right += 1 }
    result.accuracy = isLabelled ? Double(right) / Double(result.images.count) : nil
  }

  /// Adds a file that is no image, and says so at once.
  mutating func refuse(_ name: String, _ reason: String) {
    result.refused.append(Result.Refused(image: name, reason: reason))
    printError("\(name) \(reason)".legible)
  }

  /// The line of the image that came last.
  var lastLine: String? {
    guard let image = result.images.last else { return nil }
    let classes = image.predictions.map {
      "\($0.name) " + String(format: "%.1f %%", $0.probability * 100)
    }
    return "\(image.image)  \(classes.joined(separator: "  "))".legible
  }

  /// How many are right, where the folders say what they are.
  var accuracyLine: String? {
    guard isLabelled, !result.images.isEmpty else { return nil }
    let share = String(format: "%.2f %%", Double(right) / Double(result.images.count) * 100)
    return "accuracy \(share), \(right) of \(counted(result.images.count, "image"))"
  }

  /// Ends the command with an error where a file is no image, or none is.
  func check() throws {
    if !result.refused.isEmpty {
      let count = result.refused.count
      throw InputFault.malformed(
        path: "\(count) of \(counted(count + result.images.count, "file"))",
        reason: "could not be read, expected PNG or JPEG files: they are named above")
    }
    guard !result.images.isEmpty else {
      throw InputFault.malformed(
        path: "what was named", reason: "holds no images, expected PNG or JPEG files")
    }
  }
}
