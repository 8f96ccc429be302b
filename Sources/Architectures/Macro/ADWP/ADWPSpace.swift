internal import Foundation

/// The constants of the space `adwp-macro` and its size.
///
/// The ADWPNAS paper (arXiv 2003.01335) says only that its space consists of general networks that
/// predict 1.52M parameters; every number here is our reconstruction [R]. The
/// specification gives figures of 10,000 random networks: 0.26M to 2.53M parameters, 1.01M on
/// average, and 155M multiply-adds on average. Where it leaves a constant open, the value was chosen
/// to fit them: over five seeds, the means are 1.003M to 1.017M and 154.0M to 155.8M, the smallest
/// network has 0.22M to 0.27M parameters and the largest 2.44M to 2.62M.
public enum ADWPSpace {
  /// The largest output channels of the three stages [R].
  public static let stageWidths = [40, 80, 160]
  /// The number of blocks of every stage [R].
  public static let blocksPerStage = 6
  /// The number of blocks.
  public static let blocks = stageWidths.count * blocksPerStage
  /// The channels of the stem, a 3x3 convolution [R].
  public static let stemChannels = 32
  /// The channels of the head, a 1x1 convolution [R].
  public static let headChannels = 320
  /// Squeeze-and-excitation goes through this part of the hidden channels [R].
  ///
  /// 16 as in the squeeze-and-excitation paper, rounded as widths are. Of the usual readings (a
  /// quarter, eighth or sixteenth of the hidden channels, a quarter of the input channels) it is
  /// the one whose random networks have 1.01M parameters on average.
  public static let squeezeReduction = 16
  /// Widths are multiples of this [R].
  public static let channelMultiple = 8

  /// The multiple of `channelMultiple` nearest to `numerator / denominator`, halves rounded up; at
  /// least one of it.
  static func roundedChannels(_ numerator: Int, over denominator: Int) -> Int {
    let unit = denominator * channelMultiple
    return max(1, (2 * numerator + unit) / (2 * unit)) * channelMultiple
  }

  /// Whether a block may be skipped: where it has stride 1 and keeps the number of channels.
  ///
  /// In the first stage, the first block keeps it where the stage is as wide as the stem.
  ///
  /// - Parameters:
  ///   - position: The position of the block in its stage, from 0.
  ///   - stage: The stage, from 0.
  ///   - ratio: The width ratio of the stage.
  /// - Returns: False where a skip would change the shape.
  public static func canSkip(position: Int, stage: Int, ratio: WidthRatio) -> Bool {
    position > 0 || (stage == 0 && ratio.channels(of: stageWidths[0]) == stemChannels)
  }
}

extension ADWPSpace {
  /// The decimal logarithm of the number of settings of the genes, 34.45.
  ///
  /// The genes of a skipped block do not count; where in a stage a skip stands, does. This is the
  /// reading in which the specification's "about 10^34.5 networks" holds.
  public static var log10OfSettings: Double {
    log10OfProduct { stage, ratio in
      (0..<blocksPerStage).reduce(1.0) { count, position in
        count
          * (ADWPBlock.count + (canSkip(position: position, stage: stage, ratio: ratio) ? 1 : 0))
      }
    }
  }

  /// The decimal logarithm of the number of distinct networks, 34.06: of canonical forms.
  public static var log10OfDistinctNetworks: Double {
    log10OfProduct { stage, ratio in
      guard ratio.canonical(of: stageWidths[stage]) == ratio else { return 0 }
      let fewest = canSkip(position: 0, stage: stage, ratio: ratio) ? 0 : 1
      return (fewest...blocksPerStage).reduce(0.0) { $0 + pow(ADWPBlock.count, Double($1)) }
    }
  }

  private static func log10OfProduct(count: (Int, WidthRatio) -> Double) -> Double {
    stageWidths.indices.reduce(0.0) { sum, stage in
      sum + log10(WidthRatio.allCases.reduce(0.0) { $0 + count(stage, $1) })
    }
  }
}
