package import Architectures
package import Torch

/// The auxiliary classifier of DARTS on the features after cell 2L/3; only for training.
///
/// ReLU, 5×5 average pool, 1×1 convolution, BN, ReLU, 2×2 convolution, BN, ReLU, linear. DARTS pools with stride 3,
/// which gives 2×2 from 8×8 features; 7×7 features need stride 2, and what is more than one pixel at the end is
/// averaged.
package struct AuxiliaryHead {
  private let conv1, conv2: Conv2d
  private let norm1, norm2: BatchNorm2d
  private let classifier: Linear
  private let poolStride: Int

  /// The smallest height and width of features that the head can read.
  package static let smallestFeatures = 7

  /// Refuses a weight of the head's loss where the features are too small for a head.
  ///
  /// - Parameters:
  ///   - weight: Of the head's loss.
  ///   - features: What the head would read; nil for a network that has no place for one.
  ///   - advice: What else is expected beside a weight of 0.
  /// - Throws: `ConfigurationError`
  package static func validate(
    weight: Double, features: ImageShape?, advice: String
  ) throws(ConfigurationError) {
    guard weight != 0 else { return }
    guard let features else {
      throw .combination(
        "auxiliary-weight is \(weight), but the network is computed by its graph, which has no auxiliary classifier; expected 0"
      )
    }
    guard min(features.height, features.width) >= smallestFeatures else {
      throw .combination(
        "auxiliary-weight is \(weight), but the auxiliary classifier needs features of 7x7 or more and would get \(features.height)x\(features.width); expected 0\(advice)"
      )
    }
  }

  package init(
    _ features: ImageShape, classes: Int, widths: (Int, Int) = (128, 768), in scope: ParameterScope
  ) {
    precondition(
      min(features.height, features.width) >= Self.smallestFeatures,
      "the auxiliary head needs features of 7x7 or more, got \(features)")
    poolStride = min(features.height, features.width) == 7 ? 2 : 3
    conv1 = Conv2d(
      inputChannels: features.channels, outputChannels: widths.0, kernelSize: 1,
      in: scope / "conv1")
    norm1 = BatchNorm2d(widths.0, affine: true, in: scope / "bn1")
    conv2 = Conv2d(
      inputChannels: widths.0, outputChannels: widths.1, kernelSize: 2, in: scope / "conv2")
    norm2 = BatchNorm2d(widths.1, affine: true, in: scope / "bn2")
    classifier = Linear(inputs: widths.1, outputs: classes, in: scope / "classifier")
  }

  /// Features to logits.
  package func callAsFunction(_ features: Tensor, mode: Mode) -> Tensor {
    let pooled = features.relu().averagePooled(kernelSize: 5, stride: poolStride, padding: 0)
    let first = norm1(conv1(pooled), mode: mode).relu()
    let second = norm2(conv2(first), mode: mode).relu()
    return classifier(second.mean([2, 3]))
  }
}
