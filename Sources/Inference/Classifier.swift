public import Architectures

/// Classifies images with a trained network, without libtorch.
///
/// ```swift
/// let classifier = try Classifier(ModelFile(contentsOf: url))
/// let best = try classifier.predictions(pixels: pixels, top: 3)
/// ```
public struct Classifier: Sendable {
  /// The network.
  public let architecture: Architecture
  /// The images and classes.
  public let description: DatasetDescription
  private let executor: GraphExecutor

  /// Prepares a network.
  ///
  /// - Parameters:
  ///   - model: The network, its weights and its images.
  ///   - mode: How it is executed.
  ///   - threads: How many threads share a batch, at most one for each image; results are the same with any number.
  /// - Throws: `InferenceError` for weights that do not give numbers, and for too much memory.
  public init(
    _ model: ModelFile, mode: GraphExecutor.Mode = .fused, threads: Int = 1
  ) throws(InferenceError) {
    architecture = model.architecture
    description = model.description
    executor = try GraphExecutor(model.network, mode: mode, threads: threads)
  }

  /// The logits of a batch of images that are normalised already.
  ///
  /// - Parameter images: N x C x H x W.
  /// - Returns: For each image one number for each class.
  /// - Throws: `InferenceError` where the values are not a whole number of images, or numbers are not finite.
  public func logits(images: [Float]) throws(InferenceError) -> [[Float]] {
    let count = try count(of: images.count)
    let classes = description.classNames.count
    let logits = try executor.outputs([images], count: count)[0]
    return (0..<count).map { Array(logits[$0 * classes..<($0 + 1) * classes]) }
  }

  /// The logits of a batch of images as pixels; they are normalised as in training.
  ///
  /// - Parameter pixels: 0 to 255, N x H x W x C: the colours of a pixel stand together.
  /// - Returns: For each image one number for each class.
  /// - Throws: `InferenceError` where there is not a whole number of images, or numbers are not finite.
  public func logits(pixels: [UInt8]) throws(InferenceError) -> [[Float]] {
    _ = try count(of: pixels.count)
    return try logits(images: description.normalized(pixels))
  }

  /// The likeliest classes of a batch of images as pixels.
  ///
  /// - Parameters:
  ///   - pixels: 0 to 255, N x H x W x C.
  ///   - count: At most how many classes for each image.
  /// - Returns: For each image the classes from the likeliest on.
  /// - Throws: `InferenceError` where there is not a whole number of images, or numbers are not finite.
  public func predictions(
    pixels: [UInt8], top count: Int = 1
  ) throws(InferenceError) -> [[Prediction]] {
    try logits(pixels: pixels).map {
      Prediction.top(count, of: $0, names: description.classNames)
    }
  }

  /// The number of images that have so many values.
  private func count(of values: Int) throws(InferenceError) -> Int {
    let shape = description.imageShape
    guard values.isMultiple(of: shape.count) else {
      throw .imageSize(values: values, expected: shape.count, shape: shape)
    }
    return values / shape.count
  }
}
