internal import Foundation

extension ADWPSpace {
  /// The decimal logarithm of the number of settings of the genes; 34.45 in `standard`.
  ///
  /// The genes of a skipped block do not count; where in a stage a skip stands, does. This is the
  /// reading in which the specification's "about 10^34.5 networks" holds.
  public var log10OfSettings: Double {
    log10OfProduct { stage, ratio in
      (0..<blocksPerStage).reduce(1.0) { count, position in
        count * (blockCount + (canSkip(position: position, stage: stage, ratio: ratio) ? 1 : 0))
      }
    }
  }

  /// The decimal logarithm of the number of distinct networks, which are canonical forms; 34.06 in `standard`.
  public var log10OfDistinctNetworks: Double {
    log10OfProduct { stage, ratio in
      guard ratio.canonical(of: stageWidths[stage]) == ratio else { return 0 }
      let fewest = canSkip(position: 0, stage: stage, ratio: ratio) ? 0 : 1
      return (fewest...blocksPerStage).reduce(0.0) { $0 + pow(blockCount, Double($1)) }
    }
  }

  /// The number of different blocks; 60 in `standard`.
  private var blockCount: Double {
    Double(ADWPBlock.Kernels.allCases.count * expansions.count * 2)
  }

  private func log10OfProduct(count: (Int, WidthRatio) -> Double) -> Double {
    stageWidths.indices.reduce(0.0) { sum, stage in
      sum + log10(WidthRatio.allCases.reduce(0.0) { $0 + count(stage, $1) })
    }
  }
}
