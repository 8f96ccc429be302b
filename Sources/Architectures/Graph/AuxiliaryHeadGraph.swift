/// The auxiliary classifier of DARTS, which reads the features at two thirds of the depth and is there in training
/// only.
public enum AuxiliaryHeadGraph {
  /// The smallest height and width of features that it can read.
  public static let smallestFeatures = 7

  /// ReLU, 5x5 average pool, 1x1 convolution, normalisation, ReLU, 2x2 convolution, normalisation, ReLU, linear.
  ///
  /// DARTS pools with stride 3, which gives 2x2 from 8x8 features; 7x7 features need stride 2, and what is more than
  /// one pixel at the end is averaged.
  ///
  /// - Parameters:
  ///   - features: The shape of what it reads.
  ///   - classes: The number of classes.
  ///   - widths: The channels of its two convolutions.
  /// - Returns: Features to logits.
  /// - Precondition: Height and width are at least `smallestFeatures`.
  public static func graph(
    _ features: ImageShape, classes: Int, widths: (Int, Int) = (128, 768)
  ) -> NetworkGraph {
    let side = min(features.height, features.width)
    precondition(
      side >= smallestFeatures,
      "the auxiliary head needs features of 7x7 or more, got \(features)")
    var builder = GraphBuilder(inputs: [features])
    var output = builder.averagePool(
      builder.relu(builder.input(0)), size: 5, stride: side == smallestFeatures ? 2 : 3,
      padding: 0)
    for (number, width, kernelSize) in [(1, widths.0, 1), (2, widths.1, 2)] {
      output = builder.convolution(
        output, name: "conv\(number)", channels: width, kernelSize: kernelSize)
      output = builder.relu(
        builder.normalization(output, name: "bn\(number)", hasWeights: true))
    }
    let logits = builder.classifier(output, classes: classes)
    return builder.graph(outputs: [logits])
  }
}
