/// A space of the kind `adwp-macro`: what all of its networks have in common.
///
/// The ADWPNAS paper (arXiv 2003.01335) says only that its space consists of general networks, of which one has 1.52M
/// parameters; every number of `standard` is our reconstruction [R]. The specification gives figures of 10,000 random
/// networks: 0.26M to 2.53M parameters, 1.01M on average, and 155M multiply-adds on average. Where it leaves a constant
/// open, the value was chosen to fit them: over five seeds, the means are 1.003M to 1.017M and 154.0M to 155.8M, the
/// smallest network has 0.22M to 0.27M parameters and the largest 2.44M to 2.62M. Other scales are beyond the paper.
public struct ADWPSpace: Hashable, Codable, Sendable {
  /// The channels of the stem; a multiple of 8.
  public var stemChannels = 32
  /// By how much the stem divides the image's sides: 1, 2, 4 or 8.
  public var stemStride = 1
  /// The largest output channels of the three stages; multiples of 8.
  public var stageWidths = [40, 80, 160]
  /// By how much the first stage divides the sides, 1 or 2; the later ones halve them.
  public var firstStageStride = 1
  /// The number of blocks of every stage.
  public var blocksPerStage = 6
  /// The channels of the head, a 1x1 convolution.
  public var headChannels = 320
  /// How many times more channels than its input a block may hide; ascending.
  public var expansions = ADWPBlock.Expansion.allCases

  /// The reconstruction of the paper's space [R].
  public static let standard = ADWPSpace()

  /// The reconstruction of the paper's space, to be changed.
  public init() {}

  /// The number of stages: three.
  public static let stages = 3
  /// Squeeze-and-excitation goes through this part of the hidden channels [R].
  ///
  /// 16 as in the squeeze-and-excitation paper, rounded as widths are. Of the usual readings (a
  /// quarter, eighth or sixteenth of the hidden channels, a quarter of the input channels) it is
  /// the one whose random networks have 1.01M parameters on average.
  public static let squeezeReduction = 16
  /// Widths are multiples of this [R].
  public static let channelMultiple = 8

  /// The number of blocks.
  public var blocks: Int { stageWidths.count * blocksPerStage }

  /// The side of the stem's kernel: 3, or more where the stride is, so that every pixel is read [D].
  public var stemKernelSize: Int { stemStride <= 2 ? 3 : stemStride + 3 }

  /// The stride of the first block of a stage.
  public func stride(ofStage stage: Int) -> Int { stage == 0 ? firstStageStride : 2 }

  /// The multiple of `channelMultiple` nearest to `numerator / denominator`, halves rounded up; at
  /// least one of it.
  static func roundedChannels(_ numerator: Int, over denominator: Int) -> Int {
    let unit = denominator * channelMultiple
    return max(1, (2 * numerator + unit) / (2 * unit)) * channelMultiple
  }

  /// Whether a block may be skipped: where it has stride 1 and keeps the number of channels.
  ///
  /// The first block of the first stage does where that stage is as wide as the stem and keeps its size.
  ///
  /// - Parameters:
  ///   - position: The position of the block in its stage, from 0.
  ///   - stage: The stage, from 0.
  ///   - ratio: The width ratio of the stage.
  /// - Returns: False where a skip would change the shape.
  public func canSkip(position: Int, stage: Int, ratio: WidthRatio) -> Bool {
    position > 0
      || (stride(ofStage: stage) == 1 && stage == 0
        && ratio.channels(of: stageWidths[0]) == stemChannels)
  }
}
