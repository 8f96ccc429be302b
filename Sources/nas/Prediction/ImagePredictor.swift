internal import Architectures
internal import Datasets
internal import Inference

/// Classifies files of images by a trained network, without libtorch.
struct ImagePredictor {
  private let classifier: Classifier
  private let classes: Set<String>

  /// What becomes of a file.
  enum Outcome {
    /// All classes from the likeliest on.
    case predictions([Prediction])
    /// It is no picture, and does not call itself one.
    case other
    /// Why it is no picture, though it should be.
    case fault(String)
  }

  /// Images that are decoded before they are classified.
  private static let batchSize = 64

  /// Prepares a network.
  ///
  /// - Throws: `InferenceError`; `ConfigurationError` for a network whose images are no pictures.
  init(_ model: ModelFile, threads: Int) throws {
    let channels = model.description.imageShape.channels
    guard channels == 1 || channels == 3 else {
      throw InputFault.malformed(
        path: "the network",
        reason: "reads images of \(channels) channels, expected 1 or 3, as pictures have")
    }
    classifier = try Classifier(model, threads: threads)
    classes = Set(model.description.classNames)
  }

  /// The class that a file is of, by the innermost folder with the name of one; nil for none.
  func label(of file: ImageFiles.File) -> String? { file.folders.last { classes.contains($0) } }

  /// Classifies files in their order.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - body: Receives what became of each.
  /// - Throws: `InferenceError`, and what `body` throws.
  func predict(
    _ files: [ImageFiles.File], _ body: (ImageFiles.File, Outcome) throws -> Void
  ) throws {
    let shape = classifier.description.imageShape
    for start in stride(from: 0, to: files.count, by: Self.batchSize) {
      let batch = files[start..<min(start + Self.batchSize, files.count)]
      let contents = batch.map { $0.content(for: shape) }
      let pixels = contents.flatMap { content in
        if case .pixels(let pixels) = content { pixels } else { [UInt8]() }
      }
      var predictions =
        pixels.isEmpty ? [] : try classifier.predictions(pixels: pixels, top: classes.count)[...]
      for (file, content) in zip(batch, contents) {
        switch content {
        case .pixels: try body(file, .predictions(predictions.removeFirst()))
        case .other: try body(file, .other)
        case .fault(let reason): try body(file, .fault(reason))
        }
      }
    }
  }
}
